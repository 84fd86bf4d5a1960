import assert from 'node:assert/strict';
import { createHash, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { leftOut } from '../../fixtures/servers/wanted.ts';
import { createChance } from '../torture/chance.ts';
import { noise } from '../torture/sound.ts';
import type { PegasusProcess } from './pegasus.ts';
import { type Stack, startStack } from './stack.ts';

const SETTINGS = {
  // Long enough to be killed in the middle of it.
  PEGASUS_TEST_SPEECH_MILLISECONDS: '4000',
  // Longer than anything here waits: what was interrupted must not rest as if it had failed.
  PEGASUS_RETRY_DELAY_SECONDS: '600',
  PEGASUS_LOG_LEVEL: 'warn',
};
const PATIENCE_MS = 120_000;

describe('a worker that is killed', { skip: leftOut('postgres') || leftOut('s3') }, () => {
  let scratch: string;
  let stack: Stack;
  let database: pg.Client;
  before(async () => {
    scratch = await mkdtemp(join(tmpdir(), 'pegasus-killed-'));
    const root = resolve(import.meta.dirname, '../..');
    stack = await startStack({ root, scratch, evidence: scratch, apis: 1, workers: 1, settings: SETTINGS });
    database = new pg.Client({ connectionString: stack.databaseUrl });
    await database.connect();
  });
  after(async () => {
    await database?.end();
    await stack?.stop();
    await rm(scratch, { recursive: true, force: true });
  });

  const sound = new Uint8Array(noise(createChance(7), 2));
  const rows = async (statement: string, id: string) => (await database.query(statement, [id])).rows;
  const until = async (what: string, holds: () => Promise<boolean>) => {
    for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await pause(100)) if (await holds()) return;
    throw new Error(`It is not so that ${what}.`);
  };
  /** Kills the only worker and starts another: whatever goes on is the work of that one. */
  const replaceWorker = async () => {
    const old = stack.processes.find(({ part }) => part === 'worker') as PegasusProcess;
    await old.kill();
    await stack.start('worker');
  };
  const isReady = (lectureId: string) => async () => {
    const { state, problem } = await stack.client().getLecture({ params: { lectureId } });
    assert.ok(state === 'processing' || state === 'ready', `${state}: ${problem?.title}`);
    return state === 'ready';
  };

  test('has its stage done by another, which does not rest first', async () => {
    const course = await stack.client().createCourse({ body: { name: randomUUID() } });
    const form = { courseId: course.id, preset: 'exam' };
    const file = { name: 'noise.wav', content: new Blob([sound]) };
    const { id } = await stack.client().createLecture({ form, file });
    const tries = () =>
      rows(`select attempt, state from stage_runs where lecture_id = $1 and stage = 'transcribe'`, id);
    await until('the worker transcribes', async () => (await tries())[0]?.state === 'running');
    await replaceWorker();
    await until('the lecture is ready', isReady(id));
    const states = (await tries())
      .sort((one, other) => one.attempt - other.attempt)
      .map(({ state }) => state);
    assert.deepEqual(states, ['failed', 'succeeded']);
    const [{ sets }] = await rows('select max(generation) as sets from artifacts where lecture_id = $1', id);
    assert.equal(Number(sets), 1);
  });

  test('leaves the recording that it heard to another, and nothing is heard twice', async () => {
    const client = stack.client();
    const course = await client.createCourse({ body: { name: randomUUID() } });
    const uploadId = randomUUID();
    const upload = { id: uploadId, courseId: course.id, preset: 'exam', fileName: 'noise.wav' };
    await client.createUpload({ body: { ...upload, source: 'recording' } });
    const half = 2 * Math.floor(sound.length / 4);
    const pieces = [];
    for (const [start, end] of [
      [0, half],
      [half, sound.length],
    ] as const) {
      const content = sound.slice(start, end);
      const sha256 = createHash('sha256').update(content).digest('hex');
      await client.putPiece({ params: { uploadId, start }, query: { sha256 }, content });
      pieces.push({ bytes: content.length, sha256 });
    }
    const live = async () =>
      (await rows('select state, leased_by from live_transcripts where upload_id = $1', uploadId))[0];
    await until('the worker hears it', async () => Boolean((await live())?.leased_by));
    const first = (await live())?.leased_by;
    await replaceWorker();
    await until('another hears it', async () => ![null, first].includes((await live())?.leased_by));
    const { lecture } = await client.finaliseUpload({ params: { uploadId }, body: { pieces } });
    assert.ok(lecture);
    await until('the lecture is ready', isReady(lecture.id));
    assert.equal((await live())?.state, 'complete');
    const [{ places, different }] = await rows(
      'select count(*) as places, count(distinct start_second) as different from live_segments where upload_id = $1',
      uploadId,
    );
    assert.ok(Number(places) > 0);
    assert.equal(places, different);
    const { segments } = await client.getTranscript({ params: { lectureId: lecture.id } });
    assert.equal(segments.length, Number(places), 'the stage took the words as they were heard');
  });
});
