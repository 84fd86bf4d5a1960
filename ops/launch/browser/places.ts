import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { LaunchContext } from '../define.ts';
import { look, type Seen } from './look.ts';
import type { Size, Visit } from './open.ts';

/**
 * Every place that a course with one lecture has beside the way through it, and every state of one that a press
 * brings about. What is changed here is looked at afterwards where it must show.
 */
export async function lookAround(
  { page }: Visit,
  seen: Seen,
  {
    lectureUrl,
    courseId,
    size,
    evidence,
    note,
  }: LaunchContext & { lectureUrl: string; courseId: string; size: Size },
): Promise<void> {
  const at = (name: string) => look(page, seen, { evidence, size, name });
  await page.goto('/lectures');
  await page.getByRole('link', { name: /sample-lecture/ }).waitFor();
  await at('20-all-lectures');
  await lookAtCourse(page, courseId, at);
  await page.goto(`/study?course=${courseId}&kind=card`);
  await page.getByRole('button', { name: 'Show the answer' }).first().waitFor();
  await at('25-study-asked');
  await page.getByRole('button', { name: 'Show the answer' }).first().click();
  await page
    .getByText(/^(Good|I had it)$/)
    .first()
    .waitFor();
  await at('26-study-answered');
  await page.goto(`/search?course=${courseId}&words=memory`);
  await page.getByRole('status').filter({ hasText: /place/ }).first().waitFor();
  await at('27-search-found');
  await page.getByLabel('What was said?').fill('zzyzx');
  await page.getByText('Nothing found.').waitFor();
  await at('28-search-nothing');
  await lookAtItems(page, lectureUrl, at);
  await takeStaleFile(page, lectureUrl, at, join(evidence, `${size}-after-a-change.md`));
  note(
    `${size}: a course and a lecture renamed, a line discarded, and the file after it made when it was taken.`,
  );
}

type At = (name: string) => Promise<void>;

async function lookAtCourse(page: Page, courseId: string, at: At): Promise<void> {
  await page.goto(`/courses/${courseId}`);
  await page.getByRole('link', { name: /sample-lecture/ }).waitFor();
  await at('21-course');
  await page.getByRole('button', { name: 'Rename course' }).click();
  await page.getByLabel('Name of the course').fill('How we remember');
  await at('22-course-renaming');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { level: 1, name: 'How we remember' }).waitFor();
  await page.getByRole('button', { name: 'Delete course' }).click();
  await page.getByRole('dialog').waitFor();
  await at('23-course-deleting');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.goto(`/courses/${courseId}/review`);
  await page.getByRole('heading', { level: 2, name: 'Threads' }).waitFor();
  await at('24-course-review');
}

async function lookAtItems(page: Page, lectureUrl: string, at: At): Promise<void> {
  await page.goto(lectureUrl);
  await page.getByRole('button', { name: 'Rename lecture' }).click();
  await page.getByLabel('Title of the lecture').fill('Memory, part 1');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { level: 1, name: 'Memory, part 1' }).waitFor();
  await page.getByRole('link', { name: 'How we remember' }).first().waitFor();
  await page
    .getByRole('button', { name: /^Play / })
    .first()
    .click();
  await page.getByRole('region', { name: 'Player' }).waitFor();
  await at('29-playing');
  await page
    .getByRole('button', { name: /^Change: / })
    .first()
    .click();
  await page.getByRole('group', { name: 'Change this line' }).waitFor();
  await at('30-changing-a-line');
  await page.getByRole('button', { name: 'Leave it' }).click();
  await page
    .getByRole('button', { name: /^Discard: / })
    .first()
    .click();
  await page.getByText(/^Discarded: /).waitFor();
  await at('31-discarded');
}

/** After a change the files are old: the page says so at once, and makes the one that is wanted. */
async function takeStaleFile(page: Page, lectureUrl: string, at: At, path: string): Promise<void> {
  await page.goto(`${lectureUrl}?tab=files`);
  await page
    .getByText(/made anew when you take it/)
    .first()
    .waitFor();
  await at('32-files-stale');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: /^Download .*Markdown/ }).click(),
  ]);
  await download.saveAs(path);
  assert.match(download.suggestedFilename(), /\.md$/);
  await page.getByRole('link', { name: /^Download .*Markdown/ }).waitFor();
}
