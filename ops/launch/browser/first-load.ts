import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

export interface FirstLoad {
  scripts: number;
  /** Of scripts, compressed by gzip. */
  bytes: number;
  /** Of everything, as it came. */
  sent: number;
  /** Until there was something to press. */
  milliseconds: number;
  /** Sum of all layout shifts. */
  shift: number;
}

/** Opens the app as a browser does that was never there, and weighs what comes. */
export async function readFirstLoad(page: Page, root: string): Promise<FirstLoad> {
  const addresses: string[] = [];
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script') addresses.push(new URL(response.url()).pathname);
  });
  await page.addInitScript(() => {
    Object.assign(globalThis, { shift: 0 });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        (globalThis as unknown as { shift: number }).shift += (entry as unknown as { value: number }).value;
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
  const begun = performance.now();
  await page.goto('/');
  await page.getByRole('link', { name: 'Start your first course' }).waitFor();
  const milliseconds = Math.round(performance.now() - begun);
  await page.waitForLoadState('networkidle');
  const { sent, shift } = await page.evaluate(() => {
    const entries = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
    const own = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
    const sum = [...entries, ...own].reduce((total, { transferSize }) => total + transferSize, 0);
    return { sent: sum, shift: (globalThis as unknown as { shift: number }).shift };
  });
  const sizes = await Promise.all(
    addresses.map(async (path) => (await readFile(join(root, 'app/dist', `${path}.gz`))).length),
  );
  return { scripts: addresses.length, bytes: sizes.reduce((a, b) => a + b, 0), sent, milliseconds, shift };
}
