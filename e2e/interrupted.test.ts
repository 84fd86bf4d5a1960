import assert from 'node:assert/strict';
import { openAsBlob } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { createClient } from '@pegasus/core/client.ts';
import type { Lecture } from '@pegasus/core/lecture.ts';
import { fixture, startServer, waitFor } from './product.ts';

let data: string;
before(async () => {
  data = await mkdtemp(join(tmpdir(), 'pegasus-interrupted-'));
});
after(() => rm(data, { recursive: true, force: true }));

test('a process killed in the middle of a stage goes on at that stage after a restart, and nothing is done twice', async () => {
  const first = await startServer(data);
  let lecture: Lecture;
  {
    const client = createClient({ baseUrl: first.url });
    const course = await client.createCourse({ body: { name: 'Interrupted' } });
    lecture = await client.createLecture({
      form: { courseId: course.id, preset: 'exam' },
      file: { name: 'sample.m4a', content: await openAsBlob(fixture('sample-lecture.m4a')) },
    });
    await waitFor(async () => {
      const { items } = await client.getTimeline({ params: { lectureId: lecture.id } });
      return items.find(
        (run) => run.stage === 'transcribe' && run.state === 'running' && (run.progress?.done ?? 0) > 0,
      );
    });
  }
  first.process.kill('SIGKILL');
  await new Promise((done) => first.process.once('exit', done));

  const second = await startServer(data);
  try {
    const client = createClient({ baseUrl: second.url });
    const ended = await waitFor(async () => {
      const now = await client.getLecture({ params: { lectureId: lecture.id } });
      return now.state === 'processing' ? undefined : now;
    });
    assert.equal(ended.state, 'ready', ended.problem?.detail);
    const { items } = await client.getTimeline({ params: { lectureId: lecture.id } });
    assert.deepEqual(
      items.map(({ stage, state }) => `${stage} ${state}`),
      [
        'ingest succeeded',
        'transcribe failed',
        'transcribe succeeded',
        'generate succeeded',
        'export succeeded',
      ],
    );
    assert.equal(items[1]?.problem?.code, 'stage-interrupted');
    const { items: artifacts } = await client.listArtifacts({ params: { lectureId: lecture.id } });
    assert.equal(
      new Set(artifacts.map(({ artifact }) => artifact.type)).size,
      artifacts.length,
      'one artifact set',
    );
    assert.ok(artifacts.length > 0);
  } finally {
    assert.equal(await second.stop(), 0, 'a graceful stop ends with 0');
  }
});
