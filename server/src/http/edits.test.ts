import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, beforeEach, describe, test } from 'node:test';
import type { Client } from '@pegasus/core/client.ts';
import type { Lecture } from '@pegasus/core/lecture.ts';
import type { Change, Edit } from '@pegasus/core/overlay/edit.ts';
import { listReported } from '../db/edits.ts';
import { storeMaterial } from './test-material.ts';
import { openTestServer, problem, type TestServer } from './test-server.ts';

let server: TestServer;
let client: Client;
let lecture: Lecture;
let params: { lectureId: string };
before(async () => {
  server = await openTestServer();
  client = server.client;
});
after(() => server.close());
beforeEach(async () => {
  lecture = await server.newLecture();
  params = { lectureId: lecture.id };
  await storeMaterial(server.services, lecture);
});

const edit = (change: Change, over: Partial<Edit> = {}): Edit => ({
  id: randomUUID(),
  part: 'item',
  target: 'c1',
  version: 0,
  change,
  at: new Date().toISOString(),
  ...over,
});
const send = (body: Edit) => client.editLecture({ params, body });
const shown = async () => (await client.listArtifacts({ params })).items;
const correct = (was: string, text: string, field = 'answer'): Change => ({
  kind: 'correct',
  field,
  was,
  text,
});
const onSegment = { part: 'segment', target: 's0' } as const;

describe('an item', () => {
  test('that was corrected is shown, studied and found in the student’s words', async () => {
    await send(edit(correct('Units matter.', 'The units would be left in.')));
    const [, cards] = await shown();
    assert.ok(cards?.blocks[0]?.kind === 'card');
    assert.equal(cards.blocks[0].back, 'The units would be left in.');
    assert.deepEqual(cards.marks[0]?.corrected, ['answer']);
    const { items: asked } = await client.listDue({ query: { lecture: lecture.id } });
    assert.ok(asked[0]?.block.kind === 'card');
    assert.equal(asked[0].block.back, 'The units would be left in.');
    const { items: found } = await client.search({ query: { words: 'units left', lecture: lecture.id } });
    assert.deepEqual(
      found.map(({ id }) => id),
      ['c1'],
    );
  });

  test('that was discarded is neither shown nor studied nor found, until it is restored', async () => {
    const { version } = await send(edit({ kind: 'discard' }));
    assert.deepEqual(
      (await shown()).map(({ artifact }) => artifact.type),
      ['summary'],
    );
    assert.equal((await client.listDue({ query: { lecture: lecture.id } })).waiting, 0);
    const search = () => client.search({ query: { words: 'slope', lecture: lecture.id } });
    assert.deepEqual(
      (await search()).items.map(({ kind }) => kind),
      ['segment'],
    );
    await send(edit({ kind: 'restore' }, { version }));
    assert.equal((await shown()).length, 2);
    assert.equal((await search()).items.length, 2);
  });

  test('keeps its edits when the material is made anew, where they still apply', async () => {
    await send(edit(correct('Units matter.', 'Mine.')));
    await send(edit({ kind: 'discard' }, { target: 'b1' }));
    await storeMaterial(server.services, lecture);
    const items = await shown();
    assert.deepEqual(
      items.map(({ artifact }) => artifact.type),
      ['flashcards'],
    );
    assert.match(JSON.stringify(items), /Mine\./);
  });

  test('an edit that is sent again changes nothing', async () => {
    const star = edit({ kind: 'star' });
    assert.deepEqual(await send(star), await send(star));
    assert.equal((await client.listEdits({ params })).items.length, 1);
  });

  test('that two devices edit at once takes the first and tells the second', async () => {
    const [one, other] = [edit({ kind: 'star' }), edit(correct('Units matter.', 'Mine.'))];
    const results = await Promise.allSettled([send(one), send(other)]);
    assert.deepEqual(results.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
    await assert.rejects(send(edit({ kind: 'discard' })), problem('edit-conflict'));
    await assert.rejects(
      send(edit(correct('Old words.', 'Mine.'), { version: 1 })),
      problem('edit-conflict'),
    );
  });

  test('that is not there cannot be edited', async () => {
    await assert.rejects(send(edit({ kind: 'star' }, { target: 'c9' })), problem('not-found'));
  });

  test('becomes a card of one’s own', async () => {
    const target = `own-${randomUUID()}`;
    const change: Change = {
      kind: 'add-card',
      question: 'Ratio of what?',
      answer: 'Percentages.',
      sources: ['s0'],
    };
    await send(edit(change, { target }));
    const [, cards] = await shown();
    assert.equal(cards?.marks.find(({ itemId }) => itemId === target)?.own, true);
    const { items } = await client.listDue({ query: { lecture: lecture.id } });
    assert.deepEqual(items.map(({ itemId }) => itemId).sort(), ['c1', target].sort());
    await assert.rejects(send(edit(change, { target: 'c7' })), problem('edit-refused'));
    const lost = { ...change, sources: ['s99'] };
    await assert.rejects(send(edit(lost, { target: `own-${randomUUID()}` })), problem('edit-refused'));
  });

  test('that is called wrong is told to whoever mends a generator, and to nobody else', async () => {
    await send(edit({ kind: 'wrong', note: 'He said the contrary.' }));
    const reported = (await listReported(server.services.database.kysely)).filter(
      ({ lectureId }) => lectureId === lecture.id,
    );
    assert.equal(reported.length, 1);
    assert.equal(reported[0]?.note, 'He said the contrary.');
    assert.match(JSON.stringify(reported[0]?.item), /Why is it not the slope/);
    await send(edit({ kind: 'not-wrong' }, { version: 1 }));
    const left = await listReported(server.services.database.kysely);
    assert.ok(left.every(({ lectureId }) => lectureId !== lecture.id));
  });
});

describe('a word of the transcript', () => {
  test('that was corrected reads and is found as corrected, with its history', async () => {
    const was = 'Elasticity is a ratio of two percentages.';
    await send(edit(correct(was, 'Elastance is a ratio.', 'text'), onSegment));
    const { segments } = await client.getTranscript({ params });
    assert.equal(segments[0]?.text, 'Elastance is a ratio.');
    const { items } = await client.search({ query: { words: 'elastance', lecture: lecture.id } });
    assert.deepEqual(
      items.map(({ id, moment }) => [id, moment]),
      [['s0', 3]],
    );
    const { items: history, marks } = await client.listEdits({ params });
    assert.equal(history[0]?.change.kind, 'correct');
    assert.deepEqual(marks[0]?.corrections, [{ field: 'text', was, text: 'Elastance is a ratio.' }]);
    await send(edit({ kind: 'revert', field: 'text' }, { ...onSegment, version: 1 }));
    assert.equal((await client.getTranscript({ params })).segments[0]?.text, was);
  });

  test('can be corrected and nothing else', async () => {
    await assert.rejects(send(edit({ kind: 'discard' }, onSegment)), problem('edit-refused'));
  });
});

describe('a name', () => {
  test('of a lecture and of a course can be changed by whoever saw the current one', async () => {
    const body = { was: lecture.title, name: ' Elasticity, part 1 ' };
    assert.equal((await client.renameLecture({ params, body })).title, 'Elasticity, part 1');
    assert.equal((await client.renameLecture({ params, body })).title, 'Elasticity, part 1', 'again');
    const course = { params: { courseId: lecture.courseId } };
    const name = `Course ${randomUUID()}`;
    const renamed = await client.renameCourse({ ...course, body: { was: lecture.courseName, name } });
    assert.equal(renamed.name, name);
    const other = client.renameCourse({ ...course, body: { was: lecture.courseName, name: 'Other' } });
    await assert.rejects(other, problem('edit-conflict'));
  });
});
