import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { Problem } from '@pegasus/core/problem.ts';
import { openNotice } from '../db/alert-notices.ts';
import { insertDeadLetter } from '../db/dead-letters.ts';
import {
  endStageRun,
  insertStageRun,
  newestStageRun,
  startStageRun,
  touchStageRun,
} from '../db/stage-runs.ts';
import { LOCAL_USER_ID } from '../db/users.ts';
import { seeWorker } from '../db/workers.ts';
import { openTestServer, type TestServer } from '../http/test-server.ts';

const SECOND = 1000;

describe('the facts of operations', () => {
  let server: TestServer;
  const begun = Date.now();
  const at = (seconds: number) => new Date(begun + seconds * SECOND);
  before(async () => {
    server = await openTestServer({ now: () => at(0), config: { canaryMinutes: 15 } });
  });
  after(() => server.close());

  /** A try at generate that waited for ten seconds and took as many as are named. */
  async function tryGenerate(
    lectureId: string,
    attempt: number,
    took: number,
    code?: 'language-failed' | 'no-speech',
  ) {
    const { kysely } = server.services.database;
    const id = randomUUID();
    const run = {
      id,
      ownerId: LOCAL_USER_ID,
      lectureId,
      presetId: 'exam',
      stage: 'generate',
      attempt,
    } as const;
    await insertStageRun(kysely, { ...run, jobId: randomUUID(), queuedAt: at(-took - 20) });
    await startStageRun(kysely, id, at(-took - 10));
    const problem = code && new Problem(code).toDocument({ lectureId, stage: 'generate' });
    await endStageRun(kysely, id, at(-10), problem ? { state: 'failed', problem } : { state: 'succeeded' });
  }

  test('are empty and whole where nothing happened yet', async () => {
    const facts = await server.client.getOperations({});
    assert.deepEqual(
      facts.stages.map(({ stage, waiting, succeeded }) => [stage, waiting, succeeded]),
      ['ingest', 'transcribe', 'generate', 'export'].map((stage) => [stage, 0, 0]),
    );
    assert.ok(facts.objectives.every(({ good, bad, budgetLeft }) => good + bad === 0 && budgetLeft === 1));
    assert.deepEqual(facts.alerts, { firing: [], past: [] });
    assert.deepEqual(facts.parts, { database: 'ok', queue: 'ok', storage: 'ok' });
    assert.equal(facts.canary.everyMinutes, 15);
    assert.equal(facts.backup.everyMinutes, 0);
  });

  test('say what waits, how long things take, and why they fail', async () => {
    const { kysely } = server.services.database;
    const lectures = [await server.newLecture(), await server.newLecture(), await server.newLecture()];
    const [one, two, three] = lectures.map(({ id }) => id) as [string, string, string];
    await tryGenerate(one, 1, 10);
    await tryGenerate(two, 1, 30, 'language-failed');
    await tryGenerate(two, 2, 20, 'language-failed');
    await tryGenerate(three, 1, 5, 'no-speech');
    const waiting = await newestStageRun(kysely, one, 'exam', 'ingest');
    assert.ok(waiting);
    await startStageRun(kysely, waiting.id, at(-100));
    await touchStageRun(kysely, waiting.id, at(-60), { done: 1, total: 2, unit: 'seconds' });
    await touchStageRun(kysely, waiting.id, at(-1), undefined);

    const { stages, objectives } = await server.client.getOperations({});
    const ingest = stages.find(({ stage }) => stage === 'ingest');
    assert.deepEqual([ingest?.waiting, ingest?.running], [2, 1]);
    assert.ok(Math.abs((ingest?.stillSeconds ?? 0) - 60) < 2, `stands still for ${ingest?.stillSeconds} s`);
    const generate = stages.find(({ stage }) => stage === 'generate');
    // What was refused for what was handed in is no failure of ours, and is told by its reason all the same.
    assert.deepEqual([generate?.succeeded, generate?.failed], [1, 2]);
    assert.deepEqual(
      generate?.failures.map(({ reason, count }) => [reason, count]),
      [
        ['language-failed', 2],
        ['no-speech', 1],
      ],
    );
    assert.equal(Math.round(generate?.run?.p50 ?? 0), 10);
    assert.equal(Math.round(generate?.wait?.p95 ?? 0), 10);
    // A lecture counts once, by its last try.
    const kept = objectives.find(({ id }) => id === 'generate-success');
    assert.deepEqual([kept?.good, kept?.bad], [1, 1]);
    assert.ok((kept?.budgetLeft ?? 1) < 0, 'half of all lectures is more than one in a hundred');
  });

  test('name what fires, with the page that says what to do', async () => {
    const { kysely } = server.services.database;
    const notice = {
      id: randomUUID(),
      key: 'PegasusStageFailing generate',
      name: 'PegasusStageFailing',
      labels: { stage: 'generate' },
      severity: 'page' as const,
      since: at(-300),
    };
    await openNotice(kysely, notice, { at: at(0), ways: [], newId: randomUUID });
    await seeWorker(kysely, { id: randomUUID(), version: '0.1.0' }, at(0));
    const lecture = await server.newLecture();
    await insertDeadLetter(kysely, {
      id: randomUUID(),
      ownerId: LOCAL_USER_ID,
      lectureId: lecture.id,
      presetId: 'exam',
      stage: 'generate',
      attempts: 3,
      problem: new Problem('language-failed').toDocument(),
      at: at(0),
    });
    const { alerts, workers, openDeadLetters } = await server.client.getOperations({});
    const [alert] = alerts.firing;
    assert.equal(alert?.stage, 'generate');
    assert.match(alert?.summary ?? '', /generate/);
    assert.equal(alert?.runbook.path, 'ops/runbooks/stage-failing.md');
    assert.match(alert?.runbook.text ?? '', /^## Do$/m);
    assert.equal(workers.length, 1);
    assert.equal(openDeadLetters, 1);
  });

  test('hold no title and no name of a course', async () => {
    const course = await server.client.createCourse({ body: { name: 'Secret course' } });
    const form = { courseId: course.id, preset: 'exam', title: 'Secret title' };
    await server.client.createLecture({
      form,
      file: { name: 'secret.vtt', content: new Blob(['WEBVTT\n']) },
    });
    assert.doesNotMatch(
      JSON.stringify(await server.client.getOperations({})),
      /secret (course|title)|secret\.vtt/i,
    );
  });
});
