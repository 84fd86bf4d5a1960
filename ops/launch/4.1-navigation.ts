import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { lookInEveryWay } from './browser/appearance.ts';
import { readFirstLoad } from './browser/first-load.ts';
import { look, nothingSeen, reachingOut, type Seen } from './browser/look.ts';
import { openBrowser, type Size, type TestBrowser, type Visit } from './browser/open.ts';
import { lookAround } from './browser/places.ts';
import { lookAtRecording, lookAtTroubles } from './browser/troubles.ts';
import { walkByKeyboard, walkByTouch } from './browser/walk.ts';
import type { LaunchContext, LaunchItem } from './define.ts';
import { type Product, startProduct } from './product.ts';

/** Script that a first visit may load, gzip, in bytes. */
const MOST_FIRST_LOAD = 300_000;
/** Sum of layout shifts up to which a page counts as still; from web.dev's definition of a good one. */
const MOST_SHIFT = 0.1;

export const navigation: LaunchItem = {
  id: '4.1',
  title: 'Navigation and error states',
  endpoint: 'the app on `npm start`, in Chromium at 390 × 844 and 1280 × 800',
  // Two recordings are heard, and half a hundred pages are judged.
  minutes: 20,
  sabotages: [
    {
      breaks: 'a reload of a page within the app finds nothing',
      file: 'server/src/http/web-app.ts',
      find: 'const page = bundle?.get(PAGE);',
      replace: "const page = path === '/' ? bundle?.get(PAGE) : undefined;",
    },
    {
      breaks: 'pages have no heading of the first level',
      file: 'app/src/components/screen.tsx',
      find: '<Heading level={1} ref={heading}>',
      replace: '<Heading level={2} ref={heading}>',
    },
  ],
  async prove(context) {
    for (const size of ['laptop', 'phone'] as const) {
      const scratch = join(context.scratch, size);
      await mkdir(scratch);
      const product = await startProduct({ ...context, scratch }, { PEGASUS_SPEECH: 'moonshine-tiny' });
      const browser = await openBrowser(product.address, context.note);
      try {
        await proveAt(size, product, browser, context);
      } finally {
        await browser.close();
        await product.stop();
      }
    }
  },
};

async function proveAt(
  size: Size,
  product: Product,
  browser: TestBrowser,
  context: LaunchContext,
): Promise<void> {
  const { note } = context;
  const seen = nothingSeen();
  const visit = await browser.visit(size);
  const { scripts, bytes, sent, shift, milliseconds } = await readFirstLoad(visit.page, context.root);
  note(
    `${size}: the first page loads ${scripts} scripts, ${bytes} bytes gzip; ${sent} bytes of everything were sent (brotli); something to press after ${milliseconds} ms; layout shift ${shift.toFixed(3)}.`,
  );
  assert.ok(bytes > 0 && bytes <= MOST_FIRST_LOAD, `The first page loads ${bytes} bytes of script.`);
  assert.ok(shift <= MOST_SHIFT, `Things jumped by ${shift} while the first page was drawn.`);

  const walk = size === 'laptop' ? walkByKeyboard : walkByTouch;
  const lectureUrl = await walk(visit.page, seen, { ...context, size });
  note(
    `${size}: from the empty app to a file on the disk${size === 'laptop' ? ', by the keyboard alone' : ''}.`,
  );

  await back(visit, lectureUrl);
  await lookAtTroubles(visit, product, seen, { ...context, size });
  await lookAtRecording(browser, product, seen, { ...context, size });
  await narrow(visit, seen, lectureUrl, { ...context, size });
  const { items: courses } = await product.client.listCourses();
  const courseId = courses[0]?.id ?? '';
  await lookAround(visit, seen, { ...context, size, lectureUrl, courseId });
  const faults = await lookInEveryWay(browser, seen, { ...context, size, lectureUrl });
  assert.deepEqual(seen.violations, [], 'axe finds nothing on any screen in any state.');
  assert.deepEqual(
    [...visit.faults, ...faults],
    [],
    'Nothing goes wrong in the page, and nothing is asked elsewhere.',
  );
  note(
    `${size}: ${seen.pictures.length} pictures; axe: ${seen.checks} checks passed, 0 violations. ${seen.pictures.join(', ')}.`,
  );
}

type Where = LaunchContext & { size: Size };

/** Back, a reload and a link into the app all lead where they should. */
async function back({ page }: Visit, lectureUrl: string): Promise<void> {
  await page.goto('/lectures');
  await page.getByRole('heading', { level: 1, name: 'All lectures' }).waitFor();
  await page.getByRole('link', { name: /sample-lecture/ }).click();
  await page.getByRole('heading', { level: 1, name: 'sample-lecture' }).waitFor();
  const focus = await page.evaluate(() => document.activeElement?.tagName);
  assert.equal(focus, 'H1', 'The focus goes to the heading of a page that was opened.');
  await page.goBack();
  await page.getByRole('heading', { level: 1, name: 'All lectures' }).waitFor();
  await page.goto(lectureUrl);
  await page.reload();
  await page.getByRole('heading', { level: 1, name: 'sample-lecture' }).waitFor();
}

/** Everything is there at 320 points, and at twice the size. */
async function narrow(
  { page }: Visit,
  seen: Seen,
  lectureUrl: string,
  { evidence, size }: Where,
): Promise<void> {
  const before = page.viewportSize();
  await page.setViewportSize(size === 'phone' ? { width: 320, height: 640 } : { width: 640, height: 400 });
  for (const path of ['/', '/settings', '/lectures', '/courses/new', new URL(lectureUrl).pathname]) {
    await page.goto(path);
    await page.locator('h1').waitFor();
    await page.waitForLoadState('networkidle');
    assert.deepEqual(await reachingOut(page), [], `${path} is whole when it is narrow.`);
  }
  await look(page, seen, { evidence, size, name: size === 'phone' ? 'lecture-320' : 'lecture-zoomed' });
  await page.goto('/settings');
  await page.getByRole('button', { name: 'Largest' }).click();
  await page.goto(new URL(lectureUrl).pathname);
  await page.getByRole('tab', { name: 'Summary' }).waitFor();
  await look(page, seen, { evidence, size, name: 'lecture-largest-letters' });
  await page.goto('/settings');
  await page.getByRole('button', { name: 'Standard' }).first().click();
  if (before) await page.setViewportSize(before);
}
