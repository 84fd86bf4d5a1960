import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Problem } from '@pegasus/core/problem.ts';
import type { StageName } from '@pegasus/core/stage-run.ts';
import { moveLecture } from '../db/lectures.ts';
import { openTestServer, type TestServer } from '../http/test-server.ts';
import type { Tools } from '../stages/define.ts';
import { canaryTask } from './registry.ts';
import { runUpkeep } from './upkeep.ts';

const never = new AbortController().signal;

describe('the canary', () => {
  let server: TestServer;
  before(async () => {
    server = await openTestServer({ config: { canaryMinutes: 15, canarySeconds: 2 } });
  });
  after(() => server.close());

  /** Stands in for the pipeline: moves whatever lecture it finds as soon as it is there. */
  async function endEachLecture(move: (id: string) => Promise<unknown>, signal: AbortSignal): Promise<void> {
    const { kysely } = server.services.database;
    while (!signal.aborted) {
      const rows = await kysely
        .selectFrom('lectures')
        .select('id')
        .where('state', '=', 'processing')
        .execute();
      for (const { id } of rows) await move(id);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  async function send(end?: { state: 'failed' | 'thin'; stage?: StageName }) {
    const { services } = server;
    const stop = new AbortController();
    const pipeline = endEachLecture(async (id) => {
      if (!end) return;
      const problem = new Problem('language-failed').toDocument({
        lectureId: id,
        stage: end.stage ?? 'generate',
      });
      const move = { to: end.state, stage: end.stage, problem, at: services.now() };
      await moveLecture(services.database.kysely, id, ['processing'], move);
    }, stop.signal);
    const result = await runUpkeep(services, {} as Tools, canaryTask, never);
    stop.abort();
    await pipeline;
    assert.ok(result);
    return result;
  }

  async function nothingIsLeft() {
    const lectures = await server.services.database.kysely.selectFrom('lectures').select('id').execute();
    assert.deepEqual(lectures, []);
    assert.deepEqual(await server.stored(), []);
  }

  const failuresAt = async (stage: StageName) => {
    const { text } = await server.services.metrics.render();
    return Number(new RegExp(`pegasus_canary_failures_total\\{stage="${stage}"\\} (\\d+)`).exec(text)?.[1]);
  };

  test('names the stage at which it stopped, and leaves nothing', async () => {
    const result = await send({ state: 'failed', stage: 'generate' });
    assert.equal(result.outcome, 'failed');
    assert.deepEqual(
      result.failures.map(({ what, code }) => [what, code]),
      [['generate', 'language-failed']],
    );
    assert.equal(await failuresAt('generate'), 1);
    await nothingIsLeft();
  });

  test('holds thin material against generate', async () => {
    const result = await send({ state: 'thin' });
    assert.deepEqual(
      result.failures.map(({ what }) => what),
      ['generate'],
    );
    await nothingIsLeft();
  });

  test('names the stage that stands still when its time is over', async () => {
    const result = await send();
    assert.deepEqual(
      result.failures.map(({ what, code }) => [what, code]),
      [['ingest', 'stage-deadline']],
    );
    assert.equal(await failuresAt('ingest'), 1);
    await nothingIsLeft();
  });

  test('is in the lists of no student', async () => {
    assert.deepEqual((await server.client.listCourses()).items, []);
    assert.deepEqual((await server.client.listLectures()).items, []);
  });
});
