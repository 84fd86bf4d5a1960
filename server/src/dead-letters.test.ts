import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, beforeEach, describe, test } from 'node:test';
import type { Client } from '@pegasus/core/client.ts';
import type { DeadLetter } from '@pegasus/core/dead-letter.ts';
import type { Lecture } from '@pegasus/core/lecture.ts';
import { Problem } from '@pegasus/core/problem.ts';
import { openTestServer, problem, type TestServer } from './http/test-server.ts';
import { type DeliveredJob, HANDED_BACK, type Queue, type StageJob } from './queue/define.ts';
import { reconcile } from './reconcile.ts';
import { defineStage, type Stage, type Tools } from './stages/define.ts';
import { runStage } from './stages/run-stage.ts';

const sent: { id: string; stage: string; data: StageJob }[] = [];
const queue = {
  send: async (stage: string, data: StageJob) => {
    const id = randomUUID();
    sent.push({ id, stage, data });
    return id;
  },
  cancel: async () => {},
  forget: async () => {},
  alive: async () => new Set<string>(),
  check: async () => {},
} as Partial<Queue> as Queue;

function ingestThat(run: Stage['run']): Stage {
  const shape = { name: 'ingest', needs: ['recording'], makes: ['ingested'], unit: 'seconds' } as const;
  return defineStage({ ...shape, deadlineSeconds: () => 60, run: run as never }) as unknown as Stage;
}
const segments = [{ start: 0, end: 9, text: 'Words.' }];
const ingested = { kind: 'captions', seconds: 9, format: 'vtt', segments } as const;
const good = ingestThat(async () => ({ ingested }) as never);
const failing = ingestThat(async () => {
  throw new Problem('decoder-failed', 'It broke.');
});

let server: TestServer;
let client: Client;
let lecture: Lecture;
before(async () => {
  server = await openTestServer({ queue });
  client = server.client;
});
after(() => server.close());
beforeEach(async () => {
  lecture = await server.newLecture();
});

const job = (over: Partial<DeliveredJob> = {}): DeliveredJob => {
  const last = sent.filter(({ stage, data }) => stage === 'ingest' && data.lectureId === lecture.id).at(-1);
  assert.ok(last);
  return { id: last.id, data: last.data, lastTry: true, signal: new AbortController().signal, ...over };
};
const deliver = (stage: Stage, over: Partial<DeliveredJob> = {}) =>
  runStage(server.services, {} as Tools, stage, job(over));
const lettersOfLecture = async (state: DeadLetter['state'] = 'open') =>
  (await client.listDeadLetters({ query: { state, limit: 100 } })).items.filter(
    ({ lectureId }) => lectureId === lecture.id,
  );
const onlyLetter = async () => {
  const [letter, ...others] = await lettersOfLecture();
  assert.ok(letter && others.length === 0);
  return letter;
};
const tries = async () =>
  (await client.getTimeline({ params: { lectureId: lecture.id } })).items.map(
    ({ stage, attempt, state }) => `${stage} ${attempt} ${state}`,
  );
const byLetter = ({ id }: DeadLetter) => ({ params: { letterId: id } });

describe('a dead letter', () => {
  test('is kept when the last retry has failed, with reason, tries and input', async () => {
    assert.equal(await deliver(failing, { lastTry: false }), 'retry');
    assert.deepEqual(await lettersOfLecture(), [], 'not before');
    assert.equal(await deliver(failing), 'done');
    const letter = await onlyLetter();
    assert.equal(letter.stage, 'ingest');
    assert.equal(letter.attempts, 2);
    assert.equal(letter.problem.code, 'decoder-failed');
    assert.deepEqual(letter.input, { lectureId: lecture.id, presetId: 'exam' });
    const shown = await client.getDeadLetter(byLetter(letter));
    assert.deepEqual(
      shown.tries.map(({ attempt }) => attempt),
      [1, 2],
    );
  });

  test('is not kept for what no retry can help: that is an answer to its owner', async () => {
    await deliver(
      ingestThat(async () => {
        throw new Problem('recording-silent');
      }),
    );
    assert.deepEqual(await lettersOfLecture(), []);
    assert.equal((await client.getLecture({ params: { lectureId: lecture.id } })).state, 'failed');
  });

  test('is kept for a job that killed its workers until the queue gave it up', async () => {
    const { kysely } = server.services.database;
    const old = { state: 'running', queued_at: new Date(0), started_at: new Date(0) } as const;
    await kysely.updateTable('stage_runs').set(old).where('lecture_id', '=', lecture.id).execute();
    assert.ok((await reconcile(server.services)) >= 1);
    assert.equal((await onlyLetter()).problem.code, 'stage-interrupted');
  });

  test('replays from the stage that failed, linked to the try that it began', async () => {
    await deliver(failing);
    const letter = await onlyLetter();
    const replayed = await client.replayDeadLetter(byLetter(letter));
    assert.equal(replayed.state, 'replayed');
    assert.deepEqual(await tries(), ['ingest 1 failed', 'ingest 2 waiting']);
    const { items } = await client.getTimeline({ params: { lectureId: lecture.id } });
    assert.equal(replayed.replayRunId, items.at(-1)?.id);
    await deliver(good);
    assert.deepEqual(await tries(), ['ingest 1 failed', 'ingest 2 succeeded', 'transcribe 1 waiting']);
  });

  test('replays once, however many ask at the same time', async () => {
    await deliver(failing);
    const letter = await onlyLetter();
    const asked = await Promise.allSettled(
      Array.from({ length: 8 }, () => client.replayDeadLetter(byLetter(letter))),
    );
    assert.equal(asked.filter(({ status }) => status === 'fulfilled').length, 1);
    assert.deepEqual(await tries(), ['ingest 1 failed', 'ingest 2 waiting']);
  });

  test('that fails again after a replay is a new one', async () => {
    await deliver(failing);
    const first = await onlyLetter();
    await client.replayDeadLetter(byLetter(first));
    await deliver(failing);
    const second = await onlyLetter();
    assert.notEqual(second.id, first.id);
    assert.equal(second.attempts, 2);
  });

  test('is replayed when its owner tries the lecture again', async () => {
    await deliver(failing);
    const { id } = await onlyLetter();
    await client.retryLecture({ params: { lectureId: lecture.id } });
    const [letter] = await lettersOfLecture('replayed');
    assert.equal(letter?.id, id);
    assert.ok(letter?.replayRunId);
    await assert.rejects(client.replayDeadLetter(byLetter(letter)), problem('dead-letter-settled'));
  });

  test('can be discarded, and the lecture stays failed with its reason', async () => {
    await deliver(failing);
    const letter = await onlyLetter();
    assert.equal((await client.discardDeadLetter(byLetter(letter))).state, 'discarded');
    await assert.rejects(client.replayDeadLetter(byLetter(letter)), problem('dead-letter-settled'));
    const { state, problem: reason } = await client.getLecture({ params: { lectureId: lecture.id } });
    assert.deepEqual([state, reason?.code], ['failed', 'decoder-failed']);
  });

  test('replays with others, and one that cannot be stops none', async () => {
    await deliver(failing);
    const gone = await onlyLetter();
    await client.discardDeadLetter(byLetter(gone));
    lecture = await server.newLecture();
    await deliver(failing);
    const open = await onlyLetter();
    const result = await client.replayDeadLetters({ body: { ids: [gone.id, open.id] } });
    assert.deepEqual(result.replayed, [open.id]);
    assert.deepEqual(
      result.refused.map(({ id, problem: { code } }) => [id, code]),
      [[gone.id, 'dead-letter-settled']],
    );
  });

  test('goes with its lecture', async () => {
    await deliver(failing);
    const letter = await onlyLetter();
    await client.deleteLecture({ params: { lectureId: lecture.id } });
    await assert.rejects(client.getDeadLetter(byLetter(letter)), problem('not-found'));
  });
});

test('a stage that its worker hands back goes on under a job of its own, with all its retries', async () => {
  const stop = new AbortController();
  const waiting = ingestThat(async (_lecture, _materials, _tools, { signal }) => {
    setTimeout(() => stop.abort(HANDED_BACK), 5);
    return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
  });
  const before = job();
  assert.equal(await deliver(waiting, { signal: stop.signal }), 'done');
  assert.notEqual(job().id, before.id);
  assert.deepEqual(await tries(), ['ingest 1 failed', 'ingest 2 waiting']);
  assert.deepEqual(await lettersOfLecture(), []);
});
