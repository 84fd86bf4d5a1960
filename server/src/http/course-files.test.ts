import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { posix } from 'node:path';
import { after, before, test } from 'node:test';
import ical from 'ical.js';
import { moveLecture } from '../db/lectures.ts';
import { HOSTILE_TEXTS, hostileMaterial } from '../exporters/hostile-material.ts';
import { courseFiles, exporters } from '../exporters/registry.ts';
import { unzip } from '../exporters/unzip.ts';
import { storeMaterial } from './test-material.ts';
import { openTestServer, problem, type TestServer } from './test-server.ts';

let server: TestServer;
let courseId: string;
before(async () => {
  server = await openTestServer();
  const lecture = await server.newLecture();
  courseId = lecture.courseId;
  await storeMaterial(server.services, lecture);
  await moveLecture(server.services.database.kysely, lecture.id, ['processing'], {
    to: 'ready',
    at: new Date(),
  });
});
after(() => server.close());

const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer());

/** Every address of a plain Markdown link, with the note that it stands in. */
function linksOf(files: ReadonlyMap<string, Buffer>): { from: string; to: string }[] {
  return [...files].flatMap(([from, content]) => {
    if (!from.endsWith('.md')) return [];
    const text = content
      .toString('utf8')
      .replace(/^---\n[\s\S]*?\n---\n/, '')
      .replace(/\\[!-/:-@[-`{-~]/g, '');
    // Moments open the recording at the server and are no links between notes.
    return [...text.matchAll(/\[[^\]\n]*\]\((?!https?:)([^)\s]+)\)/g)].map(([, address = '']) => ({
      from,
      to: posix.join(posix.dirname(from), decodeURIComponent(address)),
    }));
  });
}

test('a course is one archive of notes in which every link leads to a note that is there', async () => {
  const response = await server.client.getCourseArchive({ params: { courseId } });
  assert.equal(response.headers.get('content-type'), 'application/zip');
  const files = unzip(await bytesOf(response));
  const links = linksOf(files);
  assert.ok(links.length >= 2, `${links.length} links`);
  for (const { from, to } of links) assert.ok(files.has(to), `${from} leads to ${to}, which is not there`);
  const names = [...files.keys()];
  for (const extension of ['pdf', 'apkg', 'json', 'docx'])
    assert.ok(
      names.some((name) => name.startsWith('Files/') && name.endsWith(`.${extension}`)),
      extension,
    );
});

test('names of any kind make notes of their own, and links to them hold', async () => {
  const lectures = HOSTILE_TEXTS.slice(0, 6).map((title, index) => ({
    id: `l${index}`,
    title,
    createdAt: '2026-11-23',
  }));
  const evidence = { lectureId: 'l0', sources: ['s0'] };
  const threads = [...HOSTILE_TEXTS, ...HOSTILE_TEXTS.map((text) => text.toUpperCase())].map(
    (title, index) => ({
      id: `t${index}`,
      courseId,
      title,
      description: title,
      names: [title],
      level: 'foundational' as const,
      complexity: 1,
      kindOf: [{ id: 't0', title: HOSTILE_TEXTS[0] ?? '' }],
      occurrences: [
        { lectureId: 'l0', role: 'used' as const, times: 2, sources: ['s0'], moments: [1], items: [] },
      ],
      history: [
        { kind: 'introduced' as const, evidence },
        {
          kind: 'refined' as const,
          evidence: { ...evidence, lectureId: 'l1' },
          earlier: evidence,
          note: title,
        },
      ],
    }),
  );
  const material = hostileMaterial();
  const course = {
    courseId,
    courseName: material.courseName,
    lectures,
    threads,
    madeAt: new Date('2026-11-23T10:00:00Z'),
    read: async (id: string) => ({
      ...material,
      lectureTitle: lectures.find((one) => one.id === id)?.title ?? '',
    }),
  };
  const quick = exporters.filter(({ name }) => name === 'markdown' || name === 'vtt');
  const files = unzip(Buffer.concat(await Array.fromAsync(courseFiles.archive(course, quick).content)));
  const ours = linksOf(files).filter(({ to }) => /^(Lectures|Threads)\/|^[^/]+\.md$/.test(to));
  assert.ok(ours.length > threads.length * 2);
  for (const { from, to } of ours) assert.ok(files.has(to), `${from} leads to ${to}, which is not there`);
  const names = [...files.keys()];
  assert.equal(new Set(names.map((name) => name.toLowerCase())).size, names.length);
  for (const name of names) assert.doesNotMatch(name, /(^|\/)\.\.(\/|$)|^\/|[\\:*?"<>|]/);
});

test('a course on one page is one page', async () => {
  const pdf = await bytesOf(await server.client.getCourseSheet({ params: { courseId } }));
  const facts = execFileSync('pdfinfo', ['-'], {
    input: pdf,
    encoding: 'utf8',
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  assert.match(facts, /^Pages:\s+1$/m);
  assert.match(facts, /^Tagged:\s+yes$/m);
});

test('the calendar holds a day for each day of the plan and the exam, under ids that stay', async () => {
  const exam = new Date(Date.now() + 10 * 86_400_000).toISOString().slice(0, 10);
  const read = async () => {
    const response = await server.client.getCourseCalendar({ params: { courseId }, query: { exam } });
    const component = new ical.Component(ical.parse(await response.text()));
    return component.getAllSubcomponents('vevent').map((event) => new ical.Event(event));
  };
  const events = await read();
  const plan = await server.client.getStudyPlan({ query: { course: courseId, exam } });
  const days = plan.days.filter(({ repeat, fresh }) => repeat + fresh > 0).map(({ date }) => date);
  assert.deepEqual(
    events.map(({ startDate }) => startDate.toString()),
    [...days, exam],
  );
  assert.ok(events.every(({ startDate }) => startDate.isDate));
  assert.deepEqual(
    (await read()).map(({ uid }) => uid),
    events.map(({ uid }) => uid),
  );
});

test('a course of somebody else is not found', async () => {
  const params = { courseId: '6f9619ff-8b86-4d01-b42d-00cf4fc964ff' };
  await assert.rejects(server.client.getCourseArchive({ params }), problem('not-found'));
  await assert.rejects(server.client.getCourseCalendar({ params }), problem('not-found'));
});
