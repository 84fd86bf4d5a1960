import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { LaunchContext } from '../define.ts';
import { pressByKeyboard, reachByKeyboard } from './keyboard.ts';
import { look, type Seen } from './look.ts';
import type { Size } from './open.ts';

type Where = LaunchContext & { size: Size };

/** How somebody goes through the app: what they press, and how. */
interface Hands {
  press(name: RegExp): Promise<void>;
  write(label: RegExp, text: string): Promise<void>;
}

/** The whole way with Tab, Enter and letters. Only the file is put in by program: the dialog for it is the system's. */
export function walkByKeyboard(page: Page, seen: Seen, where: Where): Promise<string> {
  return walk(page, seen, where, {
    press: (name) => pressByKeyboard(page, name),
    write: async (label, text) => {
      await reachByKeyboard(page, label);
      await page.keyboard.type(text);
    },
  });
}

export function walkByTouch(page: Page, seen: Seen, where: Where): Promise<string> {
  return walk(page, seen, where, {
    press: (name) => page.getByRole('link', { name }).or(page.getByRole('button', { name })).first().tap(),
    write: (label, text) => page.getByLabel(label).fill(text),
  });
}

/** Empty app → course → preset → upload → stages → review → file. Gives the address of the lecture. */
async function walk(
  page: Page,
  seen: Seen,
  { root, evidence, size, note }: Where,
  { press, write }: Hands,
): Promise<string> {
  const at = (name: string) => look(page, seen, { evidence, size, name });
  await at('01-empty');
  await press(/^Start your first course/);
  await page.getByRole('heading', { level: 1, name: 'New course' }).waitFor();
  await at('02-new-course');
  await press(/^Go on/);
  await page.getByText('Give the course a name.').waitFor();
  await at('03-new-course-without-name');
  await page.reload();
  await write(/Name of the course/, 'How memory works');
  await press(/^Go on/);
  await page.getByRole('heading', { level: 1, name: 'How do you want to revise?' }).waitFor();
  await page.getByRole('link', { name: /^Seminar/ }).waitFor();
  assert.equal(await page.getByRole('main').getByRole('listitem').count(), 6, 'There are six presets.');
  await at('04-presets');
  await press(/^Exam/);
  await page.getByRole('heading', { level: 1, name: 'Record or upload' }).waitFor();
  await at('05-record-or-upload');
  await page.locator('input[type=file]').setInputFiles(join(root, 'fixtures/sample-lecture.m4a'));
  await page.getByText('Handed in.').waitFor();
  await at('06-handed-in');
  await press(/^Follow/);
  await page.getByRole('list', { name: 'Stages' }).waitFor();
  await at('07-stages');
  // Nothing is lost by it.
  await page.reload();
  note(`${size}: ${await compareTimeLeft(page)}`);
  await page.getByRole('tab', { name: 'Summary' }).waitFor({ timeout: 500_000 });
  await at('08-summary');
  for (const tab of await page.getByRole('tab').all()) {
    const name = (await tab.textContent()) ?? '';
    await tab.click();
    await page.waitForLoadState('networkidle');
    await at(`09-${name.toLowerCase().replaceAll(/\W+/g, '-')}`);
  }
  // The files are made from the material as it stands, which takes its time.
  await page
    .getByRole('link', { name: /^Download .*Markdown/ })
    .or(page.getByRole('button', { name: /^Download .*Markdown/ }))
    .first()
    .waitFor({ timeout: 120_000 });
  const [download] = await Promise.all([page.waitForEvent('download'), press(/^Download .*Markdown/)]);
  await download.saveAs(join(evidence, `${size}-${download.suggestedFilename()}`));
  assert.match(download.suggestedFilename(), /\.md$/);
  const url = page.url();
  await page.goto('/');
  await page.getByRole('heading', { level: 2, name: 'Newest lectures' }).waitFor();
  await at('10-home');
  await page.goto('/settings');
  await page.getByRole('heading', { level: 1, name: 'Appearance' }).waitFor();
  await at('11-appearance');
  return url;
}

/** What the page says of the time that is left, beside how long it then took. */
async function compareTimeLeft(page: Page): Promise<string> {
  const told = await page
    .getByText(/^\d+ % · about .+ left$/)
    .first()
    .textContent();
  const begun = performance.now();
  await page
    .getByRole('listitem')
    .filter({ hasText: 'Transcribe' })
    .getByText(/^Done in/)
    .or(page.getByRole('tab', { name: 'Summary' }))
    .first()
    .waitFor({ timeout: 500_000 });
  return `«${told}» of the transcript; it took ${((performance.now() - begun) / 1000).toFixed(0)} s more.`;
}
