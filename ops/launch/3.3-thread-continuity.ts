import assert from 'node:assert/strict';
import { openAsBlob } from 'node:fs';
import { access, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Client } from '@pegasus/core/client.ts';
import type { Lecture } from '@pegasus/core/lecture.ts';
import type { Thread } from '@pegasus/core/thread.ts';
import { ContinuityList, scoreContinuity } from '@pegasus/core/threads/continuity.ts';
import { startPostgres } from '../../fixtures/servers/postgres.ts';
import type { LaunchContext, LaunchItem } from './define.ts';
import { startProduct } from './product.ts';

const TRANSCRIPTS = 'fixtures/transcripts';
const CELLS = 'fixtures/threads/cells.json';
/** Two lectures that are no part of the project; they lie beside it where they may be used. */
const SHARED = '../shared/data/lectures';
const SHARED_LIST = 'fixtures/threads/econ2-econ3.json';

/** Of the links between lectures: how many must be right, and how many of those wanted must be found. */
const LEAST = { precision: 0.85, recall: 0.6 };

export const threadContinuity: LaunchItem = {
  id: '3.3',
  title: 'Thread continuity',
  endpoint: 'GET /api/courses/{courseId}/threads',
  sabotages: [
    {
      breaks: 'a later lecture pushes the earlier ones out of the threads',
      file: 'server/src/db/threads.ts',
      find: 'weave(await listEvidence(transaction, ownerId, courseId))',
      replace: 'weave((await listEvidence(transaction, ownerId, courseId)).slice(-1))',
    },
    {
      breaks: 'a concept that is found again is made a second time',
      file: 'core/src/threads/strands.ts',
      find: 'lectures.flatMap(({ mentions }, lecture) => mentions.concepts.map((mention) => ({ lecture, mention }))),',
      replace:
        "lectures.flatMap(({ mentions }, lecture) => mentions.concepts.map((mention) => ({ lecture, mention: { ...mention, name: mention.name.concat(' again'.repeat(lecture)) } }))),",
    },
    {
      breaks: 'a deleted lecture stays in the threads of its course',
      file: 'server/src/keeping/deletion.ts',
      find: 'await reweaveThreads(transaction, ownerId, lecture.course_id);',
      replace: '',
    },
    {
      breaks: 'a run under another preset drops what the first preset gave',
      file: 'server/src/db/mentions.ts',
      find: 'const own = rows.filter(({ id }) => id === lectureId);',
      replace: 'const own = rows.filter(({ id }) => id === lectureId).slice(-1);',
    },
  ],
  async prove(context) {
    const product = await startProduct(context);
    try {
      const inTurn = await proveCells(product.client, context);
      await proveAtOnce(product.client, context, inTurn);
      await proveShared(product.client, context);
      await proveOnPostgres(context, inTurn);
    } finally {
      await product.stop();
    }
  },
};

/** The lectures of the project: one after another, again, deleted, and all at once. */
async function proveCells(client: Client, context: LaunchContext): Promise<Taught> {
  const { root, note, signal } = context;
  const list = await readList(join(root, CELLS));
  const files = list.lectures.map((name) => join(root, TRANSCRIPTS, `${name}.json`));
  const { courseId, lectures, after } = await teach(client, context, files, 'One after another');
  await proveScore(after.at(-1) ?? [], list, lectures, context);

  for (const [place, threads] of after.entries()) {
    const next = after[place + 1];
    if (!next) continue;
    assert.deepEqual(lostEvidence(threads, next), [], `Lecture ${place + 2} lost evidence of earlier ones.`);
  }
  note('No lecture lost evidence, an entry of history or an id of the lectures before it.');

  const [first] = lectures;
  assert.ok(first);
  const before = after.at(-1) ?? [];
  await regenerate(client, first.id, 'research', signal);
  const again = await threadsOf(client, courseId, signal);
  assert.deepEqual(lostEvidence(before, again), [], 'The first lecture under another preset lost evidence.');
  await regenerate(client, first.id, 'research', signal);
  assert.deepEqual(
    await threadsOf(client, courseId, signal),
    again,
    'The same run once more changes nothing.',
  );
  note('The first lecture, made anew under another preset, lost nothing; once more, it changed nothing.');

  const last = lectures.at(-1);
  assert.ok(last);
  const kept = withoutLecture(again, last.id);
  await client.deleteLecture({ params: { lectureId: last.id }, signal });
  const left = await threadsOf(client, courseId, signal);
  assert.ok(!JSON.stringify(left).includes(last.id), 'Nothing of the deleted lecture is left.');
  assert.deepEqual(lostEvidence(kept, left), [], 'The delete took evidence of other lectures.');
  note('The last lecture, deleted, took its own evidence out of the threads and nothing else.');

  return { files, threads: before, lectures };
}

/** What lectures gave that were worked through one after another. */
interface Taught {
  files: readonly string[];
  threads: readonly Thread[];
  lectures: readonly Lecture[];
}

/** On a PostgreSQL server transactions really run at the same time. */
async function proveOnPostgres(context: LaunchContext, inTurn: Taught): Promise<void> {
  const server = await startPostgres({ fsync: 'off' });
  try {
    const settings = {
      PEGASUS_DATABASE_URL: server.url(),
      PEGASUS_DATA: join(context.scratch, 'data-postgres'),
    };
    const product = await startProduct(context, settings);
    try {
      context.note('The same on a PostgreSQL server:');
      await proveAtOnce(product.client, context, inTurn);
    } finally {
      await product.stop();
    }
  } finally {
    await server.stop();
  }
}

/** All lectures of a course in work at the same time give what they give one after another. */
async function proveAtOnce(client: Client, context: LaunchContext, given: Taught): Promise<void> {
  const { signal, note } = context;
  const course = await client.createCourse({ body: { name: 'At once' }, signal });
  const begun: Lecture[] = [];
  for (const file of given.files) begun.push(await begin(client, file, course.id, signal));
  const ended = await Promise.all(begun.map(({ id }) => follow(client, id, signal)));
  for (const { state, title } of ended) assert.equal(state, 'ready', `${title} is ${state}.`);
  const atOnce = await threadsOf(client, course.id, signal);
  assert.deepEqual(
    anonymous(atOnce, begun),
    anonymous(given.threads, given.lectures),
    'Lectures that finish at once give other threads than lectures in turn.',
  );
  await Promise.all(begun.map(({ id }) => regenerate(client, id, 'exam', signal)));
  assert.deepEqual(await threadsOf(client, course.id, signal), atOnce, 'Runs at once changed the threads.');
  note(
    `${begun.length} lectures in work at the same time, and made anew at the same time, give the same ${atOnce.length} threads as in turn.`,
  );
}

/** The same for two lectures of a real course, where they are there. */
async function proveShared(client: Client, context: LaunchContext): Promise<void> {
  const { root, note } = context;
  const list = await readList(join(root, SHARED_LIST));
  const files = list.lectures.map((name) => join(root, SHARED, `${name}.json`));
  const there = await Promise.all(
    files.map((file) =>
      access(file).then(
        () => true,
        () => false,
      ),
    ),
  );
  if (there.includes(false)) {
    note(
      `Not tried on ${list.lectures.join(' and ')}: they are not at ${SHARED}, and are no part of the project.`,
    );
    return;
  }
  const { lectures, after } = await teach(client, context, files, 'A real course');
  const [before = [], threads = []] = after;
  await proveScore(threads, list, lectures, context);
  assert.deepEqual(lostEvidence(before, threads), [], 'The second lecture lost evidence of the first.');
}

/** Hands lectures in to a new course, each when the one before is ready; the threads after each. */
async function teach(client: Client, { signal }: LaunchContext, files: readonly string[], name: string) {
  const { id: courseId } = await client.createCourse({ body: { name }, signal });
  const lectures: Lecture[] = [];
  const after: Thread[][] = [];
  for (const file of files) {
    const { id } = await begin(client, file, courseId, signal);
    const lecture = await follow(client, id, signal);
    assert.equal(lecture.state, 'ready', `${lecture.title} is ${lecture.state}: ${lecture.problem?.title}`);
    lectures.push(lecture);
    after.push(await threadsOf(client, courseId, signal));
  }
  return { courseId, lectures, after };
}

async function proveScore(
  threads: readonly Thread[],
  list: ContinuityList,
  lectures: readonly Lecture[],
  { evidence, note }: LaunchContext,
): Promise<void> {
  const names = new Map(lectures.map(({ id }, place) => [id, list.lectures[place] ?? id]));
  const score = scoreContinuity(threads, list, (id) => names.get(id) ?? id);
  await writeFile(join(evidence, `${list.lectures[0]}.json`), JSON.stringify(score, undefined, 2));
  const told = `${score.right.length} links right, ${score.wrong.length} wrong, ${score.missing.length} missing`;
  note(
    `${list.lectures.join(', ')}: ${threads.length} threads; ${told} (precision ${score.precision.toFixed(2)}, recall ${score.recall.toFixed(2)}); ${list.distinct.length} pairs to be kept apart.`,
  );
  assert.deepEqual(score.doubles, [], 'A concept found again is a second thread.');
  assert.deepEqual(score.merged, [], 'Concepts that differ are one thread.');
  assert.ok(score.precision >= LEAST.precision, `Too many links are wrong: ${score.wrong.join(', ')}`);
  assert.ok(score.recall >= LEAST.recall, `Too many links are missing: ${score.missing.join(', ')}`);
}

/** What stands in the earlier threads and not in the later ones, a line each. */
export function lostEvidence(earlier: readonly Thread[], later: readonly Thread[]): string[] {
  const now = new Map(later.map((thread) => [thread.id, thread]));
  return earlier.flatMap((thread) => {
    const same = now.get(thread.id);
    if (!same) return [`the thread ${thread.title}`];
    const occurrences = thread.occurrences.flatMap(({ lectureId, sources, definition, items }) => {
      const held = same.occurrences.find((other) => other.lectureId === lectureId);
      if (!held) return [`${thread.title} in lecture ${lectureId}`];
      const cited = new Set(held.sources);
      const gone = sources
        .filter((source) => !cited.has(source))
        .map((source) => `${thread.title} at ${source}`);
      const about = new Set(held.items);
      gone.push(...items.filter((item) => !about.has(item)).map((item) => `${item} of ${thread.title}`));
      return definition && !held.definition ? [...gone, `the definition of ${thread.title}`] : gone;
    });
    const told = new Set(same.history.map((entry) => JSON.stringify([entry.kind, entry.evidence.lectureId])));
    const history = thread.history
      .map((entry) => JSON.stringify([entry.kind, entry.evidence.lectureId]))
      .filter((entry) => !told.has(entry))
      .map((entry) => `${thread.title}: ${entry}`);
    return [...occurrences, ...history];
  });
}

/** What must be left when a lecture is deleted. History that rests on it goes with it. */
function withoutLecture(threads: readonly Thread[], lectureId: string): Thread[] {
  return threads.flatMap((thread) => {
    const occurrences = thread.occurrences.filter((occurrence) => occurrence.lectureId !== lectureId);
    const history = thread.history.filter((entry) => !JSON.stringify(entry).includes(lectureId));
    // A name that no artifact shows is a thread only as long as it comes back.
    const stays = occurrences.length > 1 || occurrences.some(({ role }) => role !== 'heard');
    return stays ? [{ ...thread, occurrences, history }] : [];
  });
}

/** Threads with lectures told by their places and other threads by their titles. */
function anonymous(threads: readonly Thread[], lectures: readonly Lecture[]): unknown {
  const names = new Map([
    ...lectures.map(({ id }, place) => [id, `lecture ${place + 1}`] as const),
    ...threads.flatMap(({ id, courseId, title }) => [[id, title] as const, [courseId, 'course'] as const]),
  ]);
  return JSON.parse(JSON.stringify(threads, (_, value) => names.get(value) ?? value));
}

async function begin(client: Client, file: string, courseId: string, signal: AbortSignal): Promise<Lecture> {
  const content = await openAsBlob(file);
  return client.createLecture({
    form: { courseId, preset: 'exam' },
    file: { name: basename(file), content },
    signal,
  });
}

async function regenerate(client: Client, lectureId: string, preset: string, signal: AbortSignal) {
  await client.regenerateLecture({ params: { lectureId }, body: { preset }, signal });
  const { state, title } = await follow(client, lectureId, signal);
  assert.equal(state, 'ready', `${title} is ${state} after it was made anew.`);
}

/** Waits until nothing more will change. */
async function follow(client: Client, lectureId: string, signal: AbortSignal): Promise<Lecture> {
  for await (const _ of client.followLecture({ params: { lectureId }, signal }));
  return client.getLecture({ params: { lectureId }, signal });
}

async function threadsOf(client: Client, courseId: string, signal: AbortSignal): Promise<Thread[]> {
  return (await client.listThreads({ params: { courseId }, signal })).items;
}

async function readList(path: string): Promise<ContinuityList> {
  return ContinuityList.parse(JSON.parse(await readFile(path, 'utf8')));
}
