import type { CourseReview, ReviewedThread } from '@pegasus/core/study/answers.ts';
import type { CourseMaterial } from '../define.ts';
import { oneLine } from '../plain-text.ts';
import { type Guide, languageOf } from './guide.ts';
import { lookOf } from './look.ts';
import { type Words, wordsOf } from './words.ts';

/** What `sheet.typ` reads. */
export interface Sheet {
  title: string;
  'title-words': Words;
  description: string;
  date: Guide['date'];
  language: Guide['language'];
  paper: 'a4' | 'us-letter';
  fonts: readonly string[];
  facts: string[];
  parts: { title: string; entries: Entry[]; more: string | null }[];
}

interface Entry {
  name: Words;
  /** Such as «shaky». */
  mark: string | null;
  words: Words | null;
  where: string | null;
}

/** Lines of small print that two columns of a page hold, with room for what a guess of lengths gets wrong. */
const LINES = 112;
const LETTERS = 62;

/**
 * One page: the concepts of a course in order of foundation, what is shaky first marked, each with what the course says
 * that it is. A definition stands whole or not at all; what has no room is counted.
 */
export function sheetOf(course: CourseMaterial, review: CourseReview, language: string): Sheet {
  const numbers = new Map(course.lectures.map(({ id }, index) => [id, index + 1]));
  const shaky = new Set(review.shaky);
  const touched = new Set(review.mostTouched);
  const defined = review.threads.filter(({ description }) => description !== undefined);
  const others = review.threads.filter(({ description }) => description === undefined);
  const room = { left: LINES - course.lectures.length };
  const told = (threads: readonly ReviewedThread[]) => {
    const entries: Entry[] = [];
    for (const thread of threads) {
      const entry = entryOf(thread, shaky, touched, numbers);
      const letters = [entry.name, entry.words, entry.where].map((words) => textOf(words).length);
      const lines = Math.ceil(letters.reduce((sum, length) => sum + length, 8) / LETTERS) + 0.4;
      if (lines > room.left) continue;
      room.left -= lines;
      entries.push(entry);
    }
    const left = threads.length - entries.length;
    return { entries, more: left > 0 ? `and ${left} more in the course` : null };
  };
  const first = (level: ReviewedThread['level']) => told(defined.filter((thread) => thread.level === level));
  const parts = [
    { title: 'What the rest stands on', ...first('foundational') },
    { title: 'What is built on it', ...first('advanced') },
    { title: 'Also in the course', ...told(others) },
    {
      title: 'Lectures',
      entries: course.lectures.map(({ title }, index) => lectureEntry(index + 1, title)),
      more: null,
    },
  ];
  const date = course.madeAt.toISOString().slice(0, 10);
  const [year = 1970, month = 1, day = 1] = date.split('-').map(Number);
  return {
    title: oneLine(course.courseName) || 'Course',
    'title-words': wordsOf(course.courseName),
    description: `One page of the course ${oneLine(course.courseName)}, for the night before the exam.`,
    date: [year, month, day],
    language: languageOf(language),
    paper: 'a4',
    fonts: lookOf({ paper: 'a4', print: 'standard', answers: 'end' }).fonts,
    facts: [
      'Course on one page',
      date,
      `${course.lectures.length} lectures, ${review.threads.length} concepts`,
      'numbers are lectures',
      ...(shaky.size > 0 ? [`${shaky.size} shaky for you`] : []),
    ],
    parts: parts.filter(({ entries }) => entries.length > 0),
  };
}

function entryOf(
  thread: ReviewedThread,
  shaky: ReadonlySet<string>,
  touched: ReadonlySet<string>,
  numbers: ReadonlyMap<string, number>,
): Entry {
  const lectures = thread.lectures.flatMap(({ lectureId }) => numbers.get(lectureId) ?? []);
  const kinds = thread.kindOf.length > 0 ? `a kind of ${thread.kindOf.map(oneLine).join(', ')}` : '';
  const changed = thread.changes.some(({ kind }) =>
    ['refined', 'contradicted', 'more-complex'].includes(kind),
  );
  const where = [kinds, changed ? 'changed later' : '', lectures.join(', ')].filter(Boolean).join(' · ');
  return {
    name: wordsOf(thread.title),
    mark: shaky.has(thread.id) ? 'shaky' : touched.has(thread.id) && lectures.length > 1 ? 'often' : null,
    words: thread.description === undefined ? null : wordsOf(thread.description),
    where: where || null,
  };
}

function lectureEntry(number: number, title: string): Entry {
  return { name: String(number), mark: null, words: wordsOf(title), where: null };
}

function textOf(words: Words | string | null): string {
  if (words === null) return '';
  if (typeof words === 'string') return words;
  return words.runs.map((run) => (typeof run === 'string' ? run : run.spoken)).join('');
}
