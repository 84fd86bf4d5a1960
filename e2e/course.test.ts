import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { openAsBlob } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { type Client, createClient } from '@pegasus/core/client.ts';
import type { Lecture } from '@pegasus/core/lecture.ts';
import { fixture, type RunningServer, runPegasus, startServer, waitFor } from './product.ts';

const LECTURES = ['cells-1-membranes', 'cells-2-enzymes', 'cells-3-respiration'];

describe('a course of three lectures', () => {
  let data: string;
  let server: RunningServer;
  let client: Client;
  let courseId: string;
  const lectures: Lecture[] = [];
  before(async () => {
    data = await mkdtemp(join(tmpdir(), 'pegasus-course-'));
    server = await startServer(data);
    client = createClient({ baseUrl: server.url });
    courseId = (await client.createCourse({ body: { name: 'Cells' } })).id;
    for (const name of LECTURES) {
      const file = { name: `${name}.json`, content: await openAsBlob(fixture(`transcripts/${name}.json`)) };
      lectures.push(await ended(await client.createLecture({ form: { courseId, preset: 'exam' }, file })));
    }
  });
  after(async () => {
    await server.stop();
    await rm(data, { recursive: true, force: true });
  });

  const ended = ({ id: lectureId }: { id: string }) =>
    waitFor(async () => {
      const now = await client.getLecture({ params: { lectureId } });
      return now.state === 'processing' ? undefined : now;
    });
  const threads = async () => (await client.listThreads({ params: { courseId } })).items;
  const lectureIds = (history: { evidence: { lectureId: string } }[]) =>
    history.map(({ evidence }) => evidence.lectureId);

  test('becomes ready, each item with sources that exist', async () => {
    for (const { id: lectureId, state } of lectures) {
      assert.equal(state, 'ready');
      const segments = new Set(
        (await client.getTranscript({ params: { lectureId } })).segments.map(({ id }) => id),
      );
      const { items } = await client.listArtifacts({ params: { lectureId } });
      assert.ok(items.length >= 4);
      const sources = JSON.stringify(items.map(({ artifact }) => artifact.body)).matchAll(
        /"sources":\[([^\]]*)\]/g,
      );
      for (const [, list = ''] of sources) {
        const ids = JSON.parse(`[${list}]`) as string[];
        assert.ok(ids.length > 0 && ids.every((id) => segments.has(id)), list);
      }
    }
  });

  test('has threads: a concept that returns is one thread with evidence from both lectures', async () => {
    const all = await threads();
    assert.equal(new Set(all.map(({ title }) => title.toLowerCase())).size, all.length, 'no doubles');
    const across = all.filter(({ occurrences }) => occurrences.length > 1);
    assert.ok(across.length > 0, 'some concept is in more than one lecture');
    for (const { history } of across) {
      assert.equal(history[0]?.kind, 'introduced');
      for (const update of history.slice(1))
        assert.ok(update.kind !== 'introduced' && update.earlier.sources.length > 0);
    }
  });

  test('is made anew under another preset, and both results are kept side by side', async () => {
    const [lecture] = lectures;
    assert.ok(lecture);
    const params = { lectureId: lecture.id };
    const exam = await client.listArtifacts({ params, query: { preset: 'exam' } });
    await client.regenerateLecture({ params, body: { preset: 'concept-map' } });
    assert.equal((await ended(lecture)).presetId, 'concept-map');
    const map = await client.listArtifacts({ params });
    assert.equal(map.items[0]?.artifact.type, 'concept-map');
    assert.deepEqual(
      await client.listArtifacts({ params, query: { preset: 'exam' } }),
      exam,
      'exam is untouched',
    );
    const { items: made } = await client.listMadePresets({ params });
    assert.deepEqual(made.map(({ presetId }) => presetId).sort(), ['concept-map', 'exam']);
    const { items: files } = await client.listExports({ params, query: { preset: 'exam' } });
    assert.ok(files.length > 0, 'the files of the other preset stay');
  });

  test('loses only the evidence of a lecture that is deleted', async () => {
    const [, second, third] = lectures;
    assert.ok(second && third);
    const before = await threads();
    await client.deleteLecture({ params: { lectureId: second.id } });
    const after = await threads();
    assert.ok(!JSON.stringify(after).includes(second.id), 'nothing of the deleted lecture is left');
    const ofThird = (list: typeof before) =>
      list.filter(({ occurrences }) =>
        occurrences.some(({ lectureId, role }) => lectureId === third.id && role !== 'heard'),
      );
    assert.deepEqual(
      ofThird(after)
        .map(({ title }) => title.toLowerCase())
        .sort(),
      ofThird(before)
        .map(({ title }) => title.toLowerCase())
        .sort(),
      'what another lecture works with itself keeps its thread',
    );
    assert.ok(after.every(({ history }) => lectureIds(history).length > 0));
  });

  test('is written as one archive on the command line, which another program opens', async () => {
    const { items } = await client.listLectures({ query: { course: courseId } });
    await server.stop();
    const file = join(data, 'cells.zip');
    const { code, stdout, stderr } = await runPegasus([
      '--json',
      'export-course',
      'Cells',
      '--data',
      data,
      '--out',
      file,
    ]);
    assert.equal(code, 0, stderr);
    assert.equal((await stat(file)).size, JSON.parse(stdout).bytes);
    const script =
      'import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; print("\\n".join(z.namelist()))';
    const names = execFileSync('python3', ['-c', script, file], { encoding: 'utf8' }).trim().split('\n');
    assert.equal(names.filter((name) => /^Lectures\/.*\.md$/.test(name)).length, items.length);
    assert.ok(names.some((name) => /^Threads\/.*\.md$/.test(name)));
    assert.equal(names.filter((name) => name.endsWith('.apkg')).length, items.length);
  });
});
