import { join } from 'node:path';
import { openDataFolder } from '@pegasus/server/data-folder.ts';
import { migrate } from '@pegasus/server/db/migrate.ts';
import { openEmbeddedDatabase } from '@pegasus/server/db/open.ts';
import { ensureLocalUser } from '@pegasus/server/db/users.ts';
import type { Page } from 'playwright-core';
import { openBrowser, type TestBrowser } from '../../ops/launch/browser/open.ts';
import { median, startPegasus } from './product.ts';
import type { Figure } from './run.ts';
import { storeLectures } from './stored-lectures.ts';

const LECTURES = 1000;
const COURSES = 10;
const VISITS = 5;
/** A screen draws sixty times a second; a gap of three frames is seen as a jerk. */
const JERK_MS = 50;
/** What a finger pushes on in one go, in points, and how often a second. */
const PUSH = 600;

/** The app in a browser at the size of a phone, on the server of one student who has a thousand lectures. */
export async function measureApp(scratch: string): Promise<Figure[]> {
  const data = join(scratch, 'app');
  await storeIn(data);
  const child = startPegasus(['serve', '--data', data, '--port', '0'], { PEGASUS_LOG_LEVEL: 'fatal' });
  const ended = new Promise((done) => child.once('exit', done));
  try {
    const browser = await openBrowser(await addressOf(child), (line) => process.stderr.write(`${line}\n`));
    try {
      return [...(await measureVisits(browser)), ...(await measureList(browser))];
    } finally {
      await browser.close();
    }
  } finally {
    child.kill('SIGTERM');
    await ended;
  }
}

async function storeIn(data: string): Promise<void> {
  const folder = openDataFolder(data);
  const database = await openEmbeddedDatabase(folder.database);
  try {
    await migrate(database);
    await ensureLocalUser(database.kysely);
    await storeLectures(database.kysely, LECTURES, COURSES);
  } finally {
    await database.close();
    folder.close();
  }
}

async function addressOf(child: ReturnType<typeof startPegasus>): Promise<string> {
  let said = '';
  child.stdout?.setEncoding('utf8');
  return new Promise((done, failed) => {
    child.once('exit', () => failed(new Error(`The server ended before it was ready: ${said}`)));
    child.stdout?.on('data', (text: string) => {
      said += text;
      const address = /Pegasus is at (http:\S+)/.exec(said)?.[1];
      if (address) done(address);
    });
  });
}

/**
 * How far things jump, from before the first of them is drawn: the worst window of at most five seconds without a
 * second of rest in it, as web.dev defines the measure.
 */
const WATCH_SHIFT = `globalThis.shift = 0;
  let window = { sum: 0, begun: 0, last: 0 };
  new PerformanceObserver((list) => {
    for (const { value, startTime } of list.getEntries()) {
      if (startTime - window.last > 1000 || startTime - window.begun > 5000) window = { sum: 0, begun: startTime };
      window.last = startTime;
      window.sum += value;
      globalThis.shift = Math.max(globalThis.shift, window.sum);
    }
  }).observe({ type: 'layout-shift', buffered: true });`;

/** First visits, with nothing in the browser's cache. */
async function measureVisits(browser: TestBrowser): Promise<Figure[]> {
  const paints: number[] = [];
  const usable: number[] = [];
  const shifts: number[] = [];
  for (let visit = 0; visit < VISITS; visit++) {
    const { page, context } = await browser.visit('phone');
    await page.addInitScript(WATCH_SHIFT);
    const begun = performance.now();
    await page.goto('/', { waitUntil: 'commit' });
    await page.getByRole('link', { name: 'New course' }).waitFor();
    usable.push((performance.now() - begun) / 1000);
    await page.waitForLoadState('networkidle');
    const paint = await page.evaluate(
      () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN,
    );
    paints.push(paint / 1000);
    shifts.push(await shiftOf(page));
    await context.close();
  }
  return [
    { row: 'app, first visit → first paint', value: median(paints), unit: 's' },
    {
      row: 'app, first visit → interactive',
      value: median(usable),
      unit: 's',
      aim: '<= 1.5',
      note: `home with its lists, median of ${VISITS}; slowest ${Math.max(...usable).toFixed(2)} s`,
    },
    { row: 'app, home, layout shift', value: Math.max(...shifts), unit: '', aim: '<= 0.1' },
  ];
}

const shiftOf = (page: Page) => page.evaluate(() => (globalThis as unknown as { shift: number }).shift);

/** All lectures, from the first to the last, by pushes as of a finger. */
async function measureList(browser: TestBrowser): Promise<Figure[]> {
  const { page, context } = await browser.visit('phone');
  await page.addInitScript(WATCH_SHIFT);
  await page.goto('/lectures', { waitUntil: 'commit' });
  const begun = performance.now();
  await page.getByRole('link', { name: /^Lecture 1\b/ }).waitFor();
  const first = (performance.now() - begun) / 1000;
  await page.evaluate(() => {
    const gaps: number[] = [];
    let last = performance.now();
    const frame = (now: number) => {
      gaps.push(now - last);
      last = now;
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
    Object.assign(globalThis, { gaps });
  });
  await page.mouse.move(195, 500);
  const end = page.getByRole('link', { name: new RegExp(`^Lecture ${LECTURES}\\b`) });
  let most = 0;
  const scrolled = performance.now();
  while ((await end.count()) === 0) {
    if (performance.now() - scrolled > 180_000) throw new Error('The end of the list never came.');
    await page.mouse.wheel(0, PUSH);
    await page.waitForTimeout(60);
    most = Math.max(most, await page.getByRole('link', { name: /^Lecture \d/ }).count());
  }
  const seconds = (performance.now() - scrolled) / 1000;
  const gaps = await page.evaluate(() => (globalThis as unknown as { gaps: number[] }).gaps);
  const shift = await shiftOf(page);
  await context.close();
  const sorted = gaps.toSorted((one, other) => one - other);
  const jerks = gaps.filter((gap) => gap > JERK_MS);
  return [
    { row: `app, list of ${LECTURES}, opened → first lecture`, value: first, unit: 's', aim: '<= 1.5' },
    {
      row: `app, list of ${LECTURES}, frame, p95`,
      value: sorted[Math.floor(sorted.length * 0.95)] ?? Number.NaN,
      unit: 'ms',
      aim: `<= ${JERK_MS}`,
      note: `${gaps.length} frames in ${seconds.toFixed(0)} s; ${jerks.length} over ${JERK_MS} ms, longest ${(sorted.at(-1) ?? 0).toFixed(0)} ms`,
    },
    { row: `app, list of ${LECTURES}, most lectures drawn at once`, value: most, unit: '' },
    {
      row: `app, list of ${LECTURES}, layout shift while it is scrolled`,
      value: shift,
      unit: '',
      aim: '<= 0.1',
    },
  ];
}
