import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { openAsBlob } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from '@pegasus/core/client.ts';
import type { DeadLetter } from '@pegasus/core/dead-letter.ts';
import type { Lecture } from '@pegasus/core/lecture.ts';
import { type Stack, startStack } from '../stack/stack.ts';
import { runCommand } from './command.ts';
import type { LaunchContext, LaunchItem } from './define.ts';

/** Nothing listens there: a language model that never answers. */
const NOWHERE = 'http://127.0.0.1:9/v1';
const BROKEN = {
  PEGASUS_LANGUAGE: 'openai-compatible',
  PEGASUS_LANGUAGE_URL: NOWHERE,
  PEGASUS_LANGUAGE_MODEL: 'none',
  PEGASUS_LANGUAGE_TIMEOUT_SECONDS: '2',
};
const SETTINGS = {
  PEGASUS_TEST_SPEECH_MILLISECONDS: '200',
  PEGASUS_RETRIES: '1',
  PEGASUS_RETRY_DELAY_SECONDS: '1',
};

export const deadLetters: LaunchItem = {
  id: '1.4',
  title: 'Dead letters and replay',
  endpoint: 'GET /api/dead-letters, POST /api/dead-letters/{letterId}/replay; `pegasus dead-letters`',
  sabotages: [
    {
      breaks: 'a replay begins at the first stage',
      file: 'server/src/dead-letters.ts',
      find: 'await enqueueStage(services, transaction, ownerId, stage, { lectureId, presetId }, letterId);',
      replace:
        "await enqueueStage(services, transaction, ownerId, 'ingest', { lectureId, presetId }, letterId);",
    },
    {
      breaks: 'work that was given up is not kept',
      file: 'server/src/stages/run-stage.ts',
      find: "    if (!failure.entry.retry) return 'failed';\n",
      replace: "    if (!failure.entry.retry || attempt >= 0) return 'failed';\n",
    },
  ],
  async prove(context) {
    const { root, scratch, evidence, note } = context;
    const settings = { ...SETTINGS, ...BROKEN };
    const stack = await startStack({ root, scratch, evidence, apis: 1, workers: 1, settings });
    try {
      note(`PostgreSQL on port ${stack.postgres.port}, S3 at ${stack.s3.endpoint}, API and worker apart.`);
      await walk(stack, context);
    } finally {
      await stack.stop();
    }
  },
};

async function walk(stack: Stack, context: LaunchContext): Promise<void> {
  const { note } = context;
  const client = stack.client();
  const first = await handIn(client, context);
  const second = await handIn(client, context);
  const letters = await until('both lectures are dead letters', async () => {
    const { items } = await client.listDeadLetters({ query: {} });
    return items.length === 2 ? items : undefined;
  });
  const letter = letters.find(({ lectureId }) => lectureId === first.id);
  assert.ok(letter);
  assert.equal(letter.stage, 'generate');
  assert.equal(letter.attempts, 2, 'The first try and one retry.');
  assert.match(letter.problem.code, /^language-/);
  note(
    `generate failed ${letter.attempts} times with «${letter.problem.code}»: kept as dead letter ${letter.id}.`,
  );
  assert.equal((await client.getLecture(byLecture(first))).state, 'failed');

  const listed = await runCommand(context, ['dead-letters', 'list'], stack.settings);
  const { items } = listed.result as { items: DeadLetter[] };
  assert.deepEqual(new Set(items.map(({ id }) => id)), new Set(letters.map(({ id }) => id)));
  const shown = await runCommand(context, ['dead-letters', 'show', letter.id], stack.settings);
  assert.equal((shown.result as { tries: unknown[] }).tries.length, 2);
  note('`pegasus dead-letters list` and `show` tell the same, with every try.');

  await Promise.all(stack.processes.filter(({ part }) => part === 'worker').map((worker) => worker.stop()));
  await stack.start('worker', { PEGASUS_LANGUAGE: 'extractive' });
  const asked = await Promise.allSettled(
    Array.from({ length: 8 }, () => client.replayDeadLetter({ params: { letterId: letter.id } })),
  );
  assert.equal(asked.filter(({ status }) => status === 'fulfilled').length, 1, 'It replays once.');
  const ended = await until('the replayed lecture is done', async () => {
    const now = await client.getLecture(byLecture(first));
    return now.state === 'processing' ? undefined : now;
  });
  assert.equal(ended.state, 'ready', ended.problem?.detail);
  const { items: runs } = await client.getTimeline(byLecture(first));
  const told = runs.map(({ stage, attempt, state }) => `${stage} ${attempt} ${state}`);
  assert.deepEqual(told, [
    'ingest 1 succeeded',
    'transcribe 1 succeeded',
    'generate 1 failed',
    'generate 2 failed',
    'generate 3 succeeded',
    'export 1 succeeded',
  ]);
  const settled = await client.getDeadLetter({ params: { letterId: letter.id } });
  assert.equal(settled.letter.state, 'replayed');
  assert.equal(
    settled.letter.replayRunId,
    runs.find(({ stage, attempt }) => stage === 'generate' && attempt === 3)?.id,
  );
  note(`Asked 8 times at once, it replayed once, at generate only, and finished: ${told.join(', ')}.`);

  const { result, code } = await runCommand(context, ['dead-letters', 'replay', '--all'], stack.settings);
  assert.equal(code, 0);
  assert.equal((result as { replayed: string[] }).replayed.length, 1);
  const other = await until('the other lecture is done', async () => {
    const now = await client.getLecture(byLecture(second));
    return now.state === 'processing' ? undefined : now;
  });
  assert.equal(other.state, 'ready', other.problem?.detail);
  assert.deepEqual((await client.listDeadLetters({ query: {} })).items, []);
  note('`pegasus dead-letters replay --all` took up the other one; none is left.');
}

const byLecture = ({ id }: Lecture) => ({ params: { lectureId: id } });

async function handIn(client: Client, { root }: LaunchContext): Promise<Lecture> {
  const course = await client.createCourse({ body: { name: randomUUID() } });
  const content = await openAsBlob(join(root, 'fixtures/media/sentence.m4a'));
  return client.createLecture({
    form: { courseId: course.id, preset: 'exam' },
    file: { name: 'sentence.m4a', content },
  });
}

async function until<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
  for (let count = 0; count < 400; count++) {
    const found = await look();
    if (found !== undefined) return found;
    await pause(200);
  }
  throw new Error(`In 80 s it did not happen that ${what}.`);
}
