import { plainWords } from '@pegasus/core/text/plain-words.ts';
import { typingDistance } from '@pegasus/core/text/typing-distance.ts';
import { type RawBuilder, sql } from 'kysely';
import type { Query } from './open.ts';

export interface SearchRequest {
  words: string;
  course?: string | undefined;
  lecture?: string | undefined;
  limit: number;
}

interface HitRow {
  lecture_id: string;
  course_id: string;
  title: string;
  id: string;
  kind: string;
  moment: number | null;
  text: string;
}

/** A typed word, and the words of the lectures that it may be. */
interface Meant {
  typed: string;
  known: boolean;
  /** Words that are what was typed, or begin with it. */
  exact: string[];
  /** Words that it may be mistyped from, or another form of. */
  alike: string[];
}

const MOST_WORDS = 8;
/** Fewer letters are a word by themselves or nothing: too many begin with them. */
const LEAST_TYPED = 3;
const MOST_ALIKE = 6;
const MOST_BEGINNING_SO = 30;
/** Words that are held against what was typed. */
const MOST_LOOKED_AT = 80;
/** Matches that are ranked; a word of every sentence has more, and their order would say nothing. */
const MOST_RANKED = 2000;
/** Words that begin with the same letters are forms of one word more often than a slip of typing. */
const COMMON_BEGINNING = 5;

/** Finds where words are said: each as typed, as the beginning of a word, or as what it may be mistyped from. */
export async function search(query: Query, ownerId: string, request: SearchRequest) {
  const typed = [...new Set(plainWords(request.words).map(({ word }) => word))].slice(0, MOST_WORDS);
  if (typed.length === 0) return { items: [], instead: [] };
  const meant = await Promise.all(typed.map((word) => findMeant(query, ownerId, request.course, word)));
  let rows = await findRows(query, ownerId, request, meant, '&');
  // Not all words in one place: then where most of them are.
  if (rows.length === 0 && meant.length > 1) rows = await findRows(query, ownerId, request, meant, '|');
  return {
    items: rows.map((row) => ({
      courseId: row.course_id,
      lectureId: row.lecture_id,
      lectureTitle: row.title,
      kind: row.kind,
      id: row.id,
      text: row.text,
      matches: matchesIn(row.text, meant),
      ...(row.moment === null ? {} : { moment: row.moment }),
    })),
    instead: meant
      .filter(({ known, alike }) => !known && alike.length > 0)
      .map((one) => ({ typed: one.typed, taken: one.alike })),
  };
}

async function findMeant(
  query: Query,
  ownerId: string,
  course: string | undefined,
  typed: string,
): Promise<Meant> {
  if (typed.length < LEAST_TYPED) return { typed, known: true, exact: [typed], alike: [] };
  // Whoever writes a word as it is said needs no list of what it may be mistyped from, which costs the most.
  const beginning = typed.slice(0, COMMON_BEGINNING);
  const alikeInFront = await wordsWhere(query, ownerId, course, typed, sql`word like ${`${beginning}%`}`);
  const begun = alikeInFront.filter((word) => word.startsWith(typed));
  const known = begun.length > 0;
  const most = typed.length < 6 ? 1 : 2;
  const candidates = known
    ? alikeInFront
    : await wordsWhere(query, ownerId, course, typed, sql`(word % ${typed} or word like ${`${beginning}%`})`);
  const alike = candidates
    .filter((word) => !word.startsWith(typed))
    .filter((word) => isForm(word, typed) || (!known && typingDistance(word, typed, most) <= most))
    .slice(0, MOST_ALIKE);
  // The words themselves and no prefix: an index of the whole server would go through everybody's for that.
  return { typed, known, exact: [...new Set([typed, ...begun.slice(0, MOST_BEGINNING_SO)])], alike };
}

/** Words of the owner's lectures, those that are most like what was typed first. */
async function wordsWhere(
  query: Query,
  ownerId: string,
  course: string | undefined,
  typed: string,
  fits: RawBuilder<unknown>,
): Promise<string[]> {
  let select = query
    .selectFrom('course_words')
    .where('owner_id', '=', ownerId)
    .where(sql<boolean>`${fits}`)
    .groupBy('word')
    .select(['word', sql<number>`similarity(word, ${typed})`.as('likeness')])
    .orderBy('likeness', 'desc')
    .orderBy('word')
    .limit(MOST_LOOKED_AT);
  if (course) select = select.where('course_id', '=', course);
  return (await select.execute()).map(({ word }) => word);
}

function isForm(word: string, typed: string): boolean {
  const beginning = Math.max(COMMON_BEGINNING, Math.min(word.length, typed.length) - 2);
  return word.slice(0, beginning) === typed.slice(0, beginning) && word.length >= beginning;
}

async function findRows(
  query: Query,
  ownerId: string,
  { course, lecture, limit }: SearchRequest,
  meant: readonly Meant[],
  joint: '&' | '|',
): Promise<HitRow[]> {
  // Words are letters and digits only, so none can break out of its quotes.
  const anyOf = (words: readonly string[]) => `(${words.map((word) => `'${word}'`).join(' | ')})`;
  const asTyped = meant.map(({ exact }) => anyOf(exact)).join(` ${joint} `);
  const wide = meant.map(({ exact, alike }) => anyOf([...exact, ...alike])).join(` ${joint} `);
  const ofCourse = course ? sql`and course_id = ${course}` : sql``;
  const ofLecture = lecture ? sql`and lecture_id = ${lecture}` : sql``;
  const { rows } = await sql<HitRow>`
    select found.lecture_id, found.course_id, lectures.title, found.id, found.kind, found.moment, found.text
    from (
      select * from passages
      where owner_id = ${ownerId} ${ofCourse} ${ofLecture} and words @@ ${wide}::tsquery
      limit ${MOST_RANKED}
    ) found
    join lectures on lectures.id = found.lecture_id and lectures.owner_id = ${ownerId}
    order by
      found.words @@ ${asTyped}::tsquery desc,
      ts_rank(found.words, ${wide}::tsquery, 1) desc,
      lectures.created_at desc, found.moment, found.id
    limit ${limit}`.execute(query);
  return rows;
}

function matchesIn(text: string, meant: readonly Meant[]): { start: number; end: number }[] {
  return plainWords(text)
    .filter(({ word }) => meant.some(({ exact, alike }) => exact.includes(word) || alike.includes(word)))
    .map(({ start, end }) => ({ start, end }));
}
