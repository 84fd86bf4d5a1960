import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { LaunchContext } from '../define.ts';
import type { Product } from '../product.ts';
import { look, type Seen } from './look.ts';
import type { Size, TestBrowser, Visit } from './open.ts';

type Where = LaunchContext & { size: Size };
type At = (name: string) => Promise<void>;

/** Too little to revise from. */
const THIN = `WEBVTT

00:00.000 --> 00:06.000
Good morning, and thank you all for coming.

00:06.000 --> 00:12.000
We have no time left today, so we begin next week.
`;

/** Loading, offline, not found, refused, failed, thin and cancelled: each is reached, and says what to do. */
export async function lookAtTroubles(
  { page }: Visit,
  product: Product,
  seen: Seen,
  { evidence, size, root }: Where,
): Promise<void> {
  const at: At = (name) => look(page, seen, { evidence, size, name });
  await page.goto('/nowhere/at/all');
  await page.getByText('There is nothing here').waitFor();
  await at('not-found');
  await page.goto('/lectures/6f9619ff-8b86-4d01-b42d-00cf4fc964ff');
  await page.getByText('There is nothing here').waitFor();
  await at('lecture-not-found');
  await lookWithoutServer(page, at);

  const courseId = await firstCourse(product);
  const file = (name: string) => join(root, 'fixtures', name);
  await page.goto(`/courses/${courseId}/add?preset=exam`);
  await page.locator('input[type=file]').setInputFiles([file('bad/picture.png'), file('bad/silent.wav')]);
  await page.getByText('This is not a kind of file that can be used.').waitFor();
  await at('upload-refused');
  await page.getByRole('link', { name: 'Follow it: silent.wav' }).click();
  await page.getByText('The recording is silent from beginning to end.').waitFor();
  await at('lecture-failed');

  await page.goto(`/courses/${courseId}/add?preset=exam`);
  const thin = { name: 'thin.vtt', mimeType: 'text/vtt', buffer: Buffer.from(THIN) };
  await page.locator('input[type=file]').setInputFiles(thin);
  await page.getByRole('link', { name: 'Follow it: thin.vtt' }).click();
  await page
    .getByText(/gave too little to revise from/)
    .first()
    .waitFor();
  await page.getByRole('tab').first().waitFor();
  await at('lecture-thin');

  await page.goto(`/courses/${courseId}/add?preset=exam`);
  await page.locator('input[type=file]').setInputFiles(file('sample-lecture.m4a'));
  await page.getByRole('link', { name: 'Follow it: sample-lecture.m4a' }).click();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByText('The work was cancelled.').waitFor();
  await at('lecture-cancelled');
  // One lecture of that name is looked for elsewhere.
  await page.getByRole('button', { name: 'Delete lecture' }).click();
  await page.getByRole('button', { name: 'Delete it' }).click();
  await page.waitForURL(`**/courses/${courseId}`);
}

async function lookWithoutServer(page: Page, at: At): Promise<void> {
  const { promise: hold, resolve: go } = Promise.withResolvers<void>();
  await page.route('**/api/**', async (route) => {
    await hold;
    await route.continue();
  });
  await page.goto('/');
  await page
    .getByRole('status')
    .filter({ hasText: /^Loading/ })
    .first()
    .waitFor({ state: 'attached' });
  await at('loading');
  go();
  await page.unrouteAll({ behavior: 'wait' });

  await page.goto('/');
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.route('**/api/**', (route) => route.abort());
  await page.route('**/health/**', (route) => route.abort());
  await page.getByRole('link', { name: 'Lectures', exact: true }).click();
  await page.getByText('Pegasus cannot be reached').waitFor();
  await at('offline');
  await page.unrouteAll({ behavior: 'wait' });
  await page.getByText('Pegasus cannot be reached').waitFor({ state: 'detached' });
}

/** The page of a recording: asked for leave, without a microphone, and while it records. */
export async function lookAtRecording(
  browser: TestBrowser,
  product: Product,
  seen: Seen,
  { evidence, size }: Where,
): Promise<void> {
  const address = `/courses/${await firstCourse(product)}/record?preset=exam`;
  for (const microphone of [false, true]) {
    const { page, context } = await browser.visit(size, { microphone });
    const at: At = (name) => look(page, seen, { evidence, size, name });
    if (!microphone) {
      const session = await context.newCDPSession(page);
      const denied = { permission: { name: 'microphone' }, setting: 'denied' } as const;
      await session.send('Browser.setPermission', denied);
    }
    await page.goto(address);
    await page.getByRole('button', { name: 'Start recording' }).click();
    // Asked before the first recording of a course.
    await page.getByRole('button', { name: 'Yes, I may record it' }).waitFor();
    if (!microphone) await at('record-leave');
    await page.getByRole('button', { name: 'Yes, I may record it' }).click();
    if (microphone) {
      await page.getByRole('button', { name: 'Mark this moment' }).click();
      await page.getByText(/1 moment marked/).waitFor();
      await at('recording');
      await page.getByRole('button', { name: 'Discard recording' }).click();
      await page.getByRole('button', { name: 'Discard it' }).click();
      await page.getByRole('button', { name: 'Start recording' }).waitFor();
    } else {
      await page.getByText('Pegasus may not use the microphone.').waitFor();
      await at('record-no-permission');
    }
    await context.close();
  }
}

async function firstCourse({ client }: Product): Promise<string> {
  const { items } = await client.listCourses();
  assert.ok(items[0], 'There is a course.');
  return items[0].id;
}
