import assert from 'node:assert/strict';
import { createHash, randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Client } from '@pegasus/core/client.ts';
import type { Lecture } from '@pegasus/core/lecture.ts';
import { Problem } from '@pegasus/core/problem.ts';
import { notesOfPackage, openCalendar, openVault } from './course-opened.ts';
import type { LaunchContext, LaunchItem } from './define.ts';
import { handIn } from './hand-in.ts';
import { openers, pagesOf } from './opened.ts';
import { startProduct } from './product.ts';
import { shareInBrowser } from './share/in-browser.ts';

const DAY = 86_400_000;

export const exportItem: LaunchItem = {
  id: '4.5',
  title: 'Export: download, open, share',
  // A recording is heard, and sharing is walked through in a browser at two sizes.
  minutes: 12,
  endpoint:
    'GET /api/lectures/{lectureId}/exports/{exporter}, /api/courses/{courseId}/archive, /api/shared/{token}',
  sabotages: [
    {
      breaks: 'the PDF has no answers',
      file: 'server/src/exporters/pdf/guide.ts',
      find: "if (options.answers === 'end' && asked.length > 0)",
      replace: 'if (asked.length < 0)',
    },
    {
      breaks: 'the notes of a later Anki package are others than those of the first',
      file: 'server/src/exporters/anki/collection.ts',
      find: 'const noteId = free(stableId(',
      replace: 'const noteId = free(seconds + stableId(',
    },
    {
      breaks: 'links from note to note lead nowhere',
      file: 'server/src/exporters/course/vault.ts',
      find: "from === 'folder' ? '../' : ''",
      replace: "from === 'folder' ? './' : ''",
    },
    {
      breaks: 'the recording goes along with a link by itself',
      file: 'app/src/screens/share/share-form.tsx',
      find: 'recording: more.has(SOUND.value),',
      replace: 'recording: !more.has(SOUND.value),',
    },
    {
      breaks: 'what is shared is read only by whoever signed in',
      file: 'app/src/screens/account/account-gate.tsx',
      find: ' || SHARED.test(path) ?',
      replace: ' ?',
    },
    {
      breaks: 'a revoked link still shows the material',
      file: 'server/src/db/shares.ts',
      find: "    .where('revoked_at', 'is', null)\n",
      replace: '',
    },
  ],
  async prove(context) {
    const product = await startProduct(context);
    try {
      const { root } = context;
      const file = join(root, 'fixtures/transcripts/cells-1-membranes.json');
      const lecture = await handIn(product.client, context, {
        file,
        courseName: 'Cell biology',
        preset: 'exam',
      });
      assert.equal(lecture.state, 'ready', `The lecture is ${lecture.state}.`);
      await everyFile(product.client, lecture, context);
      await everyVariant(product.client, lecture, context);
      await ankiAgain(product.client, lecture, context);
      await wholeCourse(product.client, lecture, context);
      await sharing(product.client, lecture, context);
    } finally {
      await product.stop();
    }
    await shareInBrowser(context);
  },
};

async function download(response: Response): Promise<Buffer> {
  assert.match(response.headers.get('content-disposition') ?? '', /^attachment;/, 'It is no download.');
  return Buffer.from(await response.arrayBuffer());
}

/** Each kind of file is offered, comes as promised, and is opened by a program that did not write it. */
async function everyFile(
  client: Client,
  { id: lectureId }: Lecture,
  { evidence, signal, note }: LaunchContext,
) {
  const { items: artifacts } = await client.listArtifacts({ params: { lectureId }, signal });
  const transcript = await client.getTranscript({ params: { lectureId }, signal });
  const { items: files } = await client.listExports({ params: { lectureId }, signal });
  assert.deepEqual(files.map(({ exporter }) => exporter).sort(), Object.keys(openers).sort());
  for (const { exporter, fileName, bytes, sha256 } of files) {
    const content = await download(await client.getExport({ params: { lectureId, exporter }, signal }));
    await writeFile(join(evidence, basename(fileName)), content);
    assert.equal(content.length, bytes, `${exporter} has another length than promised.`);
    assert.equal(createHash('sha256').update(content).digest('hex'), sha256, `${exporter} has another hash.`);
    note(
      `${fileName} (${exporter}, ${bytes} bytes): ${await openers[exporter]?.(content, { artifacts, transcript })}.`,
    );
  }
}

/** Paper, print and answers as they were asked for, each a tagged PDF. */
async function everyVariant(
  client: Client,
  { id: lectureId }: Lecture,
  { evidence, signal, note }: LaunchContext,
) {
  const papers = { a4: [595, 842], letter: [612, 792], phone: [215, 431] } as const;
  for (const paper of ['a4', 'letter', 'phone'] as const) {
    for (const [print, answers] of [
      ['large', 'hidden'],
      ['calm', 'beside'],
    ] as const) {
      const query = { paper, print, answers };
      const file = await download(
        await client.getExport({ params: { lectureId, exporter: 'pdf' }, query, signal }),
      );
      await writeFile(join(evidence, `${paper}-${print}-${answers}.pdf`), file);
      const { width, height, pages, tagged } = pagesOf(file);
      assert.deepEqual(
        [Math.round(width), Math.round(height)],
        [...papers[paper]],
        `The paper is not ${paper}.`,
      );
      assert.ok(tagged, 'The PDF is not tagged.');
      note(`${paper}, ${print} print, answers ${answers}: ${pages} pages.`);
    }
  }
}

/** After a correction, the second package has the same notes under the same ids, newer, and the corrected one changed. */
async function ankiAgain(client: Client, { id: lectureId }: Lecture, { signal, note }: LaunchContext) {
  const params = { lectureId, exporter: 'anki' };
  const first = notesOfPackage(await download(await client.getExport({ params, signal })));
  const { items } = await client.listArtifacts({ params: { lectureId }, signal });
  const card = items
    .flatMap(({ blocks }) => blocks)
    .find((block) => block.kind === 'card' && block.form === 'basic');
  assert.ok(card?.kind === 'card' && card.itemId, 'The lecture has no card.');
  const change = { kind: 'correct', field: 'answer', was: card.back, text: 'My own words for it' } as const;
  const at = new Date().toISOString();
  const body = { id: randomUUID(), part: 'item', target: card.itemId, version: 0, change, at } as const;
  await new Promise((done) => setTimeout(done, 1100));
  await client.editLecture({ params: { lectureId }, body, signal });
  const second = notesOfPackage(await download(await client.getExport({ params, signal })));
  const ids = (notes: typeof first) => notes.map(({ id, guid }) => `${id} ${guid}`);
  assert.deepEqual(ids(second), ids(first), 'The notes of the second package are not those of the first.');
  const changed = second.filter(({ fields }, index) => fields !== first[index]?.fields);
  assert.equal(changed.length, 1, `${changed.length} notes changed by one correction.`);
  assert.match(changed[0]?.fields ?? '', /My own words for it/);
  assert.ok(
    second.every(({ mod }, index) => mod > (first[index]?.mod ?? 0)),
    'Anki would take it for no newer.',
  );
  note(
    `Anki: ${first.length} notes, then ${second.length} under the same ids, 0 added, 1 changed by the correction.`,
  );
}

async function wholeCourse(client: Client, { courseId }: Lecture, { evidence, signal, note }: LaunchContext) {
  const params = { courseId };
  const archive = await download(await client.getCourseArchive({ params, signal }));
  await writeFile(join(evidence, 'course.zip'), archive);
  note(`Course archive: ${openVault(archive)}.`);
  const sheet = await download(await client.getCourseSheet({ params, signal }));
  await writeFile(join(evidence, 'course-sheet.pdf'), sheet);
  const { pages, tagged } = pagesOf(sheet);
  assert.equal(pages, 1, `The course sheet has ${pages} pages.`);
  assert.ok(tagged, 'The course sheet is not tagged.');
  const exam = new Date(Date.now() + 12 * DAY).toISOString().slice(0, 10);
  const calendar = await download(await client.getCourseCalendar({ params, query: { exam }, signal }));
  const plan = await client.getStudyPlan({ query: { course: courseId, exam }, signal });
  const days = plan.days.filter(({ repeat, fresh }) => repeat + fresh > 0).map(({ date }) => date);
  note(`Course sheet: 1 page. Calendar: ${openCalendar(calendar.toString('utf8'), [...days, exam])}.`);
}

/** A link shows what was chosen until it is revoked; another takes it in as a copy, which is exported as well. */
async function sharing(
  client: Client,
  { id: lectureId, courseId }: Lecture,
  { signal, note }: LaunchContext,
) {
  const { token, share } = await client.createShare({
    params: { lectureId },
    body: { artifacts: ['summary', 'flashcards'] },
    signal,
  });
  const shown = await client.getShared({ params: { token }, signal });
  assert.deepEqual(shown.artifacts.map(({ type }) => type).sort(), ['flashcards', 'summary']);
  assert.equal(shown.segments, undefined, 'The transcript is shown, which was not chosen.');
  await refused(() => client.getSharedRecording({ params: { token }, signal }), 'The recording is shown.');
  let copy: Lecture = await client.copyShared({ params: { token }, body: { courseId }, signal });
  for await (const event of client.followLecture({ params: { lectureId: copy.id }, signal }))
    copy = event.lecture;
  assert.equal(copy.state, 'ready', `The copy is ${copy.state}.`);
  const { items: files } = await client.listExports({ params: { lectureId: copy.id }, signal });
  await client.revokeShare({ params: { shareId: share.id }, signal });
  await refused(
    () => client.getShared({ params: { token }, signal }),
    'A revoked link still shows the material.',
  );
  const { items: links } = await client.listShares({ params: { lectureId }, signal });
  assert.deepEqual([links[0]?.views, links[0]?.copies], [1, 1], 'The link was not counted.');
  note(
    `Share: 2 artifacts shown, recording and transcript not; a copy with ${files.length} files; revoked, and gone.`,
  );
}

async function refused(call: () => Promise<unknown>, otherwise: string): Promise<void> {
  await assert.rejects(call, (error) => error instanceof Problem && error.code === 'not-found', otherwise);
}
