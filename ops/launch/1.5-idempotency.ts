import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { openAsBlob } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Client } from '@pegasus/core/client.ts';
import type { Lecture } from '@pegasus/core/lecture.ts';
import { Problem } from '@pegasus/core/problem.ts';
import { type Stack, startStack } from '../stack/stack.ts';
import type { LaunchContext, LaunchItem } from './define.ts';

const MANY = 32;
const SETTINGS = { PEGASUS_TEST_SPEECH_MILLISECONDS: '200' };

export const idempotency: LaunchItem = {
  id: '1.5',
  title: 'Idempotency',
  endpoint: 'Idempotency-Key on every POST of a user, such as POST /api/lectures and …/generate',
  sabotages: [
    {
      breaks: 'a key is claimed by everybody who comes with it',
      file: 'server/src/db/idempotency.ts',
      find: 'held.lease_until < now() and',
      replace: 'true and',
    },
    {
      breaks: 'the file is not part of what a key stands for',
      file: 'server/src/http/idempotency/answer-once.ts',
      find: 'if (file && file.sha256() !== row.file_hash)',
      replace: 'if (file && !row)',
    },
  ],
  async prove(context) {
    const { root, scratch, evidence, note } = context;
    const stack = await startStack({ root, scratch, evidence, apis: 2, workers: 1, settings: SETTINGS });
    try {
      note(
        `PostgreSQL on port ${stack.postgres.port}, S3 at ${stack.s3.endpoint}, 2 API processes, 1 worker.`,
      );
      await walk(stack, context);
    } finally {
      await stack.stop();
    }
  },
};

async function walk(stack: Stack, context: LaunchContext): Promise<void> {
  const { root, note, signal } = context;
  const client = stack.client();
  const course = await client.createCourse({ body: { name: 'Once' } });
  const file = await openAsBlob(join(root, 'fixtures/media/sentence.m4a'));
  const handIn = (one: Client, key: string, over: { title?: string; content?: Blob } = {}) =>
    one.createLecture({
      form: { courseId: course.id, preset: 'exam', title: over.title ?? 'Once' },
      file: { name: 'sentence.m4a', content: over.content ?? file },
      headers: { 'idempotency-key': key },
    });

  const key = randomUUID();
  const lecture = await together(stack, 'ingest', (one) => handIn(one, key), context);
  const { items } = await client.listLectures({ query: { course: course.id } });
  assert.equal(items.length, 1, `${MANY} requests made ${items.length} lectures.`);
  await refused(() => handIn(stack.client(), key, { title: 'Another' }), 'another title');
  const other = new Blob([await file.arrayBuffer(), new Uint8Array(1)]);
  await refused(() => handIn(stack.client(), key, { content: other }), 'another file');
  assert.equal((await client.listLectures({ query: { course: course.id } })).items.length, 1);
  note('The same key with another title and with another file: 422 each, and nothing made.');

  const call = { params: { lectureId: lecture.id } };
  const runs = async (stage: string) =>
    (await client.getTimeline(call)).items.filter((run) => run.stage === stage).length;
  await finished(client, lecture.id, signal);
  assert.equal(await runs('ingest'), 1, 'ingest ran more than once.');
  assert.equal(await runs('generate'), 1);

  const again = randomUUID();
  await together(
    stack,
    'generate and export',
    (one) =>
      one.regenerateLecture({ ...call, body: { preset: 'beginner' }, headers: { 'idempotency-key': again } }),
    context,
  );
  const body = { preset: 'research' };
  const keyed = { ...call, body, headers: { 'idempotency-key': again } };
  await refused(() => stack.client().regenerateLecture(keyed), 'another preset');
  const ended = await finished(client, lecture.id, signal);
  assert.equal(ended.state, 'ready', ended.problem?.detail);
  assert.deepEqual(
    [await runs('generate'), await runs('export')],
    [2, 2],
    'one generation and one export more',
  );
  const { items: presets } = await client.listMadePresets(call);
  const made = presets.find(({ presetId }) => presetId === 'beginner');
  assert.equal(made?.generations, 1, 'one artifact set under the new preset');
  note('One generation and one set of exports came of it.');
}

/** Many equal requests at once, over both processes: every answer must be the same, to the byte. */
async function together(
  stack: Stack,
  what: string,
  ask: (client: Client) => Promise<Lecture>,
  { evidence, note }: LaunchContext,
): Promise<Lecture> {
  const begun = performance.now();
  const answers = await Promise.all(Array.from({ length: MANY }, () => ask(stack.client())));
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  await writeFile(
    join(evidence, `${what.replaceAll(' ', '-')}.json`),
    answers.map((answer) => `${JSON.stringify(answer)}\n`).join(''),
  );
  const different = new Set(answers.map((answer) => JSON.stringify(answer)));
  assert.equal(different.size, 1, `${MANY} requests of ${what} got ${different.size} different answers.`);
  note(`${MANY} equal requests of ${what} over 2 processes: one answer, in ${seconds} s.`);
  const [first] = answers;
  assert.ok(first);
  return first;
}

async function refused(ask: () => Promise<unknown>, with_: string): Promise<void> {
  await assert.rejects(
    ask,
    (error) =>
      error instanceof Problem && error.code === 'idempotency-key-reused' && error.entry.status === 422,
    `The same key with ${with_} is not refused.`,
  );
}

async function finished(client: Client, lectureId: string, signal: AbortSignal): Promise<Lecture> {
  for await (const event of client.followLecture({ params: { lectureId }, signal })) {
    if (event.lecture.state !== 'processing') return event.lecture;
  }
  return client.getLecture({ params: { lectureId } });
}
