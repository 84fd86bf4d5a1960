import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Client } from '@pegasus/core/client.ts';
import type { Lecture } from '@pegasus/core/lecture.ts';
import type { Page } from 'playwright-core';
import { type LaunchPerson, PASSWORD, startWithAccounts } from '../access/people.ts';
import { look, nothingSeen, type Seen } from '../browser/look.ts';
import { openBrowser, type Size, type TestBrowser } from '../browser/open.ts';
import type { LaunchContext } from '../define.ts';
import { handIn } from '../hand-in.ts';

/**
 * Two students in a real browser: one makes a link, somebody without an account reads it, the other student signs
 * in and takes a copy, and the first ends the link.
 */
export async function shareInBrowser(context: LaunchContext): Promise<void> {
  const scratch = join(context.scratch, 'sharing');
  await mkdir(scratch);
  const product = await startWithAccounts({ ...context, scratch }, { PEGASUS_SPEECH: 'moonshine-tiny' });
  try {
    const giver = await product.invite('student');
    const taker = await product.invite('student');
    const file = join(context.root, 'fixtures/sample-lecture.m4a');
    const lecture = await handIn(giver.client, context, { file, courseName: 'Memory', preset: 'exam' });
    assert.equal(lecture.state, 'ready', `The lecture is ${lecture.state}.`);
    const browser = await openBrowser(product.address, context.note);
    try {
      for (const size of ['laptop', 'phone'] as const) {
        await shareAt({ ...context, size, browser, giver, taker, lecture });
      }
    } finally {
      await browser.close();
    }
  } finally {
    await product.stop();
  }
}

interface Where extends LaunchContext {
  size: Size;
  browser: TestBrowser;
  giver: LaunchPerson;
  taker: LaunchPerson;
  lecture: Lecture;
}

async function shareAt(where: Where): Promise<void> {
  const { browser, size, evidence, giver, taker, lecture, note } = where;
  const seen = nothingSeen();
  const dark = size === 'phone';
  const at = (page: Page, name: string) => look(page, seen, { evidence, size, name: `share-${name}` });
  const one = await browser.visit(size, { dark });
  await one.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await signIn(one.page, `/lectures/${lecture.id}`, giver);
  await one.page.getByRole('link', { name: 'Share this lecture' }).click();
  const link = await makeLink(one.page, at);

  const reader = await browser.visit(size, { dark: !dark });
  await read(reader.page, link, at);
  const copied = await takeCopy(reader.page, taker, lecture, at).catch(async (error: unknown) => {
    await reader.page.screenshot({ path: join(evidence, `${size}-share-failed.png`) });
    throw error;
  });
  await sameSources(giver.client, taker.client, lecture, copied);

  await one.page.reload();
  // Read once without an account, and once more by whoever signed in for the copy. The newest link stands first.
  await one.page.getByText('Opened 2 times, taken over 1 time').first().waitFor();
  await at(one.page, '6-counted');
  await endLink(one.page);
  await at(one.page, '7-ended');
  const late = await browser.visit(size, { dark });
  await late.page.goto(link);
  await late.page.getByRole('heading', { level: 1, name: 'This link has ended' }).waitFor();
  await at(late.page, '8-too-late');
  tell(seen, [...one.faults, ...reader.faults, ...late.faults]);
  note(
    `${size}: a link made without the recording, read without an account, copied by another student with its sources, counted, ended; ${seen.pictures.length} pictures, ${seen.checks} checks of axe passed, 0 violations.`,
  );
}

function tell(seen: Seen, faults: readonly string[]): void {
  assert.deepEqual(seen.violations, [], 'axe finds nothing on the pages of sharing.');
  assert.deepEqual(faults, [], 'Nothing goes wrong in a page.');
}

async function signIn(page: Page, path: string, { email }: LaunchPerson): Promise<void> {
  await page.goto(path);
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').first().fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

/** The recording is off until it is pressed; what is copied is what is shown. */
async function makeLink(page: Page, at: (page: Page, name: string) => Promise<void>): Promise<string> {
  const recording = page.getByRole('button', { name: /^Recording/ });
  await recording.waitFor();
  assert.equal(await recording.getAttribute('aria-pressed'), 'false', 'The recording is chosen by itself.');
  await at(page, '1-choose');
  await page.getByRole('button', { name: 'Exam questions' }).click();
  await page.getByRole('button', { name: 'Make a link' }).click();
  await page.getByRole('button', { name: 'Copy link' }).click();
  await page.getByRole('button', { name: 'Copied' }).waitFor();
  await at(page, '2-made');
  const link = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(link, /\/shared\/[\w-]{20,}$/);
  assert.equal(
    await page.getByText(link).count(),
    1,
    'The link that was copied is not the one that is shown.',
  );
  return link;
}

async function read(
  page: Page,
  link: string,
  at: (page: Page, name: string) => Promise<void>,
): Promise<void> {
  await page.goto(link);
  await page.getByRole('tab', { name: 'Flashcards' }).click();
  await page
    .getByRole('button', { name: /^Show the answer/ })
    .first()
    .click();
  await at(page, '3-read');
  for (const name of ['Exam questions', 'Transcript']) {
    assert.equal(await page.getByRole('tab', { name }).count(), 0, `${name} is shown, which was not chosen.`);
  }
  assert.equal(await page.getByRole('button', { name: /^Play/ }).count(), 0, 'The recording can be heard.');
}

async function takeCopy(
  page: Page,
  taker: LaunchPerson,
  { courseName }: Lecture,
  at: (page: Page, name: string) => Promise<void>,
): Promise<string> {
  await page.getByRole('link', { name: 'Take a copy' }).click();
  await page.getByLabel('E-mail').fill(taker.email);
  await page.getByLabel('Password').first().fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  const take = page.getByRole('button', { name: 'Take the copy' });
  await take.waitFor();
  await at(page, '4-copy');
  assert.ok(
    (await page.getByText(courseName).count()) > 0 ||
      (await page.getByLabel('Name of the new course').count()) > 0,
  );
  await take.click();
  await page.waitForURL(/\/lectures\/[\w-]+$/);
  await page.getByRole('tab', { name: 'Flashcards' }).waitFor();
  await at(page, '5-copied');
  return page.url().split('/').at(-1) ?? '';
}

/** Every item of the copy rests on the same words at the same moment as in the lecture that it is of. */
async function sameSources(giver: Client, taker: Client, lecture: Lecture, copyId: string): Promise<void> {
  const original = await restsOf(giver, lecture.id);
  const copy = await restsOf(taker, copyId);
  assert.ok(copy.size > 10, `The copy has ${copy.size} items.`);
  for (const [item, words] of copy)
    assert.deepEqual(words, original.get(item), `${item} rests on other words.`);
  await assert.rejects(
    taker.getLecture({ params: { lectureId: lecture.id } }),
    'The lecture itself is not theirs.',
  );
}

async function restsOf(client: Client, lectureId: string): Promise<Map<string, string[]>> {
  const { segments } = await client.getTranscript({ params: { lectureId } });
  const said = new Map(segments.map(({ id, start, text }) => [id, `${start} ${text}`]));
  const { items } = await client.listArtifacts({ params: { lectureId } });
  const rests = new Map<string, string[]>();
  JSON.stringify(
    items.map(({ artifact }) => artifact.body),
    (_, value) => {
      if (Array.isArray(value?.sources) && typeof value.id === 'string') {
        rests.set(
          value.id,
          value.sources.map((id: string) => said.get(id) ?? `no words under ${id}`),
        );
      }
      return value;
    },
  );
  return rests;
}

async function endLink(page: Page): Promise<void> {
  await page
    .getByRole('button', { name: /^End this link/ })
    .first()
    .click();
  await page.getByRole('button', { name: 'End it', exact: true }).click();
  await page.getByText('Ended by you').first().waitFor();
  await page.getByRole('button', { name: /^End this link/ }).waitFor({ state: 'detached' });
}
