import type { Artifact, Item } from '@pegasus/core/artifacts/define.ts';
import { artifactType, isArtifactName } from '@pegasus/core/artifacts/registry.ts';
import type { Block } from '@pegasus/core/block.ts';
import { presetById } from '@pegasus/core/presets/registry.ts';
import { plainWords } from '@pegasus/core/text/plain-words.ts';
import { momentOf, segmentsById, type Transcript } from '@pegasus/core/transcript.ts';
import { sql } from 'kysely';
import type { Query } from './open.ts';

export interface IndexedLecture {
  id: string;
  ownerId: string;
  courseId: string;
  presetId: string;
}

interface Passage {
  id: string;
  kind: string;
  moment: number | undefined;
  text: string;
  block?: Block | undefined;
}

/** Artifact types whose items are asked and graded. */
const STUDIED = new Set(['flashcards', 'exam-questions']);
/** Shorter words are looked for as they are typed. */
const LEAST_LETTERS = 3;
const ROWS_A_STATEMENT = 400;

/** Makes the segments of a lecture findable, in the words that the student sees. */
export async function indexTranscript(
  query: Query,
  lecture: IndexedLecture,
  { segments }: Pick<Transcript, 'segments'>,
): Promise<void> {
  await replacePassages(
    query,
    lecture,
    'segment',
    segments.map(({ id, start, text }) => ({ id, kind: 'segment', moment: start, text })),
  );
}

/**
 * Makes the items of a lecture findable, and those that are asked ready for study. Artifacts come with the
 * student's edits. What is indexed is the material of one preset: that under which the lecture is shown.
 */
export async function indexItems(
  query: Query,
  lecture: IndexedLecture,
  artifacts: readonly Artifact[],
  transcript: Pick<Transcript, 'segments'>,
): Promise<void> {
  const segments = segmentsById(transcript);
  const preset = presetById(lecture.presetId);
  const passages = artifacts.flatMap((artifact) => {
    if (!isArtifactName(artifact.type)) return [];
    const type = artifactType(artifact.type);
    const body = type.body.parse(artifact.body);
    const blocks = new Map(
      (STUDIED.has(artifact.type) ? type.blocks(body, { preset, segments }) : []).flatMap((block) =>
        'itemId' in block && block.itemId !== undefined ? [[block.itemId, block] as const] : [],
      ),
    );
    return type.items(body).map((item) => ({
      id: item.id,
      kind: item.kind,
      moment: momentOf(segments, item.sources),
      text: textOf(item),
      block: blocks.get(item.id),
    }));
  });
  await replacePassages(query, lecture, 'item', passages);
}

function textOf({ kind, subject, question, statement, relation, options, answer, claim }: Item): string {
  if (relation) return `${relation.from} ${relation.label} ${relation.to}`;
  if (kind === 'cloze') return claim;
  const parts = [
    subject,
    question ?? statement?.text,
    ...(options ?? []),
    options ? undefined : answer,
    claim,
  ];
  return [...new Set(parts.filter((part) => part !== undefined && part !== ''))].join('\n');
}

async function replacePassages(
  query: Query,
  lecture: IndexedLecture,
  part: 'item' | 'segment',
  passages: readonly Passage[],
): Promise<void> {
  await query.deleteFrom('passages').where('lecture_id', '=', lecture.id).where('part', '=', part).execute();
  // An id that a generator gave twice is one item to whoever studies it.
  const once = [...new Map(passages.map((passage) => [passage.id, passage])).values()];
  for (let from = 0; from < once.length; from += ROWS_A_STATEMENT) {
    await query
      .insertInto('passages')
      .values(
        once.slice(from, from + ROWS_A_STATEMENT).map(({ id, kind, moment, text, block }, at) => ({
          lecture_id: lecture.id,
          part,
          id,
          owner_id: lecture.ownerId,
          course_id: lecture.courseId,
          kind,
          place: from + at,
          moment: moment ?? null,
          text,
          words: sql<string>`to_tsvector('simple', ${plainWords(text)
            .map(({ word }) => word)
            .join(' ')})`,
          block: block ? JSON.stringify(block) : null,
        })),
      )
      .execute();
  }
  await countWords(query, lecture);
}

async function countWords(query: Query, { id, ownerId, courseId }: IndexedLecture): Promise<void> {
  await sql`
    insert into lecture_words (lecture_id, owner_id, course_id, words)
    select ${id}::uuid, ${ownerId}::uuid, ${courseId}::uuid, coalesce(array_agg(distinct word order by word), '{}')
    from passages, unnest(tsvector_to_array(passages.words)) as word
    where passages.lecture_id = ${id} and length(word) between ${LEAST_LETTERS} and 60
    on conflict (lecture_id) do update set words = excluded.words`.execute(query);
}
