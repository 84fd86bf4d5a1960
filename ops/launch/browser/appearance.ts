import assert from 'node:assert/strict';
import type { LaunchContext } from '../define.ts';
import { look, type Seen } from './look.ts';
import type { Size, TestBrowser, Wishes } from './open.ts';

const WISHES: Record<string, Wishes> = {
  dark: { dark: true },
  contrast: { contrast: true },
  'contrast-dark': { contrast: true, dark: true },
  still: { still: true },
};

/** The app as those see it who ask their system for something else than the usual. Gives what went wrong in a page. */
export async function lookInEveryWay(
  browser: TestBrowser,
  seen: Seen,
  { lectureUrl, size, evidence, note }: LaunchContext & { lectureUrl: string; size: Size },
): Promise<string[]> {
  const faults: string[] = [];
  for (const [way, wishes] of Object.entries(WISHES)) {
    const { page, context, faults: found } = await browser.visit(size, wishes);
    for (const [name, path] of [
      ['home', '/'],
      ['lecture', new URL(lectureUrl).pathname],
      ['appearance', '/settings'],
    ] as const) {
      await page.goto(path);
      await page.locator('h1').waitFor();
      await page.waitForLoadState('networkidle');
      await look(page, seen, { evidence, size, name: `${name}-${way}` });
    }
    if (wishes.still) {
      const { promise: hold, resolve: go } = Promise.withResolvers<void>();
      await page.route('**/api/home*', async (route) => {
        await hold;
        await route.continue();
      });
      await page.goto('/');
      await page
        .getByRole('status')
        .filter({ hasText: /^Loading/ })
        .first()
        .waitFor({ state: 'attached' });
      const moving = await page.evaluate(() => document.getAnimations().length);
      assert.equal(moving, 0, 'Something moves for those who asked that nothing does.');
      go();
      await page.unrouteAll({ behavior: 'wait' });
    }
    faults.push(...found);
    await context.close();
  }
  note(`${size}: seen dark, with high contrast in both schemes, and still.`);
  return faults;
}
