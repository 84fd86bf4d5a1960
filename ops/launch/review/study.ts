import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { Client } from '@pegasus/core/client.ts';
import type { Lecture } from '@pegasus/core/lecture.ts';
import type { Review } from '@pegasus/core/study/review.ts';
import type { Page } from 'playwright-core';
import type { LaunchContext } from '../define.ts';
import { violationsOf } from './browser.ts';

/** Cards are flipped and graded by the keyboard alone; the log and the schedule have it, and an undo takes it back. */
export async function proveCards(
  client: Client,
  address: string,
  page: Page,
  { id }: Lecture,
  { evidence, signal, note }: LaunchContext,
): Promise<void> {
  const due = () => client.listDue({ query: { lecture: id, which: 'all', limit: 200 }, signal });
  const cards = (await due()).items.filter(({ block }) => block.kind === 'card');
  const [first] = cards;
  assert.ok(first?.block.kind === 'card', 'The sample has cards.');
  await page.goto(`${address}/study?lecture=${id}&which=all&kind=card`);
  await page.getByRole('heading', { name: first.block.front }).waitFor();
  assert.equal(
    await page.getByText(first.block.back, { exact: true }).count(),
    0,
    'The back shows too early.',
  );
  assert.deepEqual(await violationsOf(page), [], 'The front of a card');
  await page.keyboard.press(' ');
  await page.getByRole('group', { name: 'How well did you know it?' }).waitFor();
  assert.ok((await page.getByText(first.block.back, { exact: true }).count()) > 0, 'The back does not show.');
  assert.deepEqual(await violationsOf(page), [], 'The back of a card');
  await page.screenshot({ path: join(evidence, 'card.png') });
  await page.keyboard.press('4');
  const graded = await logged(client, id, first.itemId, 1, signal);
  assert.ok(graded[0]?.kind === 'grade' && graded[0].grade === 'easy', 'The log has no such grade.');
  const scheduled = (await due()).items.find(({ itemId }) => itemId === first.itemId);
  assert.equal(scheduled?.schedule.state, 'review', 'The card is not scheduled.');
  await page.keyboard.press('u');
  const undone = await logged(client, id, first.itemId, 2, signal);
  assert.equal(undone[1]?.kind, 'undo', 'The undo is not in the log.');
  const again = (await due()).items.find(({ itemId }) => itemId === first.itemId);
  assert.equal(again?.schedule.state, 'new', 'The undo took nothing back.');
  for (let place = 0; place < cards.length; place++) {
    await page.getByRole('button', { name: 'Show the answer' }).waitFor();
    await page.keyboard.press(' ');
    await page.getByRole('group', { name: 'How well did you know it?' }).waitFor();
    await page.keyboard.press('4');
  }
  await page.getByRole('heading', { name: 'That was it for now' }).waitFor();
  assert.deepEqual(await violationsOf(page), [], 'The end of a session');
  note(
    `${cards.length} cards flipped and graded by the keyboard, one taken back; log and schedules have it.`,
  );
}

/** A question is answered on its page, its answer and explanation are shown, and the result is kept. */
export async function proveQuestion(
  client: Client,
  address: string,
  page: Page,
  { id }: Lecture,
  { evidence, signal, note }: LaunchContext,
): Promise<void> {
  const { items } = await client.listArtifacts({ params: { lectureId: id }, signal });
  const questions = items
    .flatMap(({ blocks }) => blocks)
    .flatMap((block) => (block.kind === 'question' ? [block] : []));
  const question =
    questions.find(({ form }) => form === 'true-false' || form === 'multiple-choice') ?? questions[0];
  assert.ok(question, 'The sample has questions.');
  await page.goto(`${address}/lectures/${id}?tab=exam-questions`);
  const article = page.getByRole('article').filter({ hasText: question.prompt }).first();
  await article.waitFor();
  if (question.form === 'true-false' || question.form === 'multiple-choice') {
    await article.getByRole('button', { name: question.answer }).first().click();
    await article.getByText('That is right.').waitFor();
  } else {
    await article.getByRole('textbox').fill('What I remember of it.');
    await article.getByRole('button', { name: 'Show the answer' }).click();
    await article
      .getByText(question.answer.split('\n')[0] ?? '')
      .first()
      .waitFor();
    await article.getByRole('button', { name: 'I had it' }).click();
  }
  if (question.explanation !== question.answer)
    await article.getByText(question.explanation).first().waitFor();
  assert.deepEqual(await violationsOf(page), [], 'An answered question');
  await page.screenshot({ path: join(evidence, 'question.png') });
  const [review] = await logged(client, id, question.itemId ?? '', 1, signal);
  assert.ok(review?.kind === 'grade' && review.grade === 'good', 'The result is not kept.');
  await page.reload();
  await article.getByText('Last time: right').waitFor();
  note(
    `${questions.length} questions; one (${question.form}) answered, explained, and its result kept over a reload.`,
  );
}

/** One tap discards a line, another brings it back. */
export async function proveDiscard(
  client: Client,
  address: string,
  page: Page,
  { id }: Lecture,
  { signal, note }: LaunchContext,
): Promise<void> {
  const items = async () =>
    JSON.stringify((await client.listArtifacts({ params: { lectureId: id }, signal })).items);
  await page.goto(`${address}/lectures/${id}`);
  const button = page.getByRole('button', { name: /^Discard: / }).first();
  await button.waitFor();
  const words = ((await button.getAttribute('aria-label')) ?? '').replace('Discard: ', '');
  await button.click();
  await page
    .getByText(`Discarded: ${words.slice(0, 20)}`)
    .first()
    .waitFor();
  await page.waitForFunction(
    `!document.querySelector('[aria-label=${JSON.stringify(`Discard: ${words}`)}]')`,
  );
  const without = await items();
  await page.getByRole('button', { name: 'Undo' }).click();
  await page
    .getByRole('button', { name: `Discard: ${words}`, exact: true })
    .first()
    .waitFor();
  assert.notEqual(await items(), without, 'The undo brought nothing back.');
  note(`«${words}» discarded with one tap and brought back with another.`);
}

/** The entries of the log about an item, once there are as many. */
async function logged(
  client: Client,
  lecture: string,
  itemId: string,
  count: number,
  signal: AbortSignal,
): Promise<Review[]> {
  for (let go = 0; go < 50; go++) {
    const { items } = await client.listReviews({ query: { lecture, limit: 1000 }, signal });
    const own = items.map(({ review }) => review).filter((review) => review.itemId === itemId);
    if (own.length >= count) return own;
    await new Promise((done) => setTimeout(done, 100));
  }
  return [];
}
