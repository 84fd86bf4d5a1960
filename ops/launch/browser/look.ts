import assert from 'node:assert/strict';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { picturePath, type Size } from './open.ts';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What was seen so far, for the proof. */
export interface Seen {
  pictures: string[];
  violations: string[];
  /** Rules that axe found kept, over all looks. */
  checks: number;
}

export const nothingSeen = (): Seen => ({ pictures: [], violations: [], checks: 0 });

/**
 * Takes a picture, and judges the page as it is: WCAG 2.2 AA by axe, one heading of the first level, a title
 * of its own, and nothing that reaches past its side.
 */
export async function look(
  page: Page,
  seen: Seen,
  { evidence, size, name }: { evidence: string; size: Size; name: string },
): Promise<void> {
  await page.locator('h1').first().waitFor();
  await page.waitForTimeout(150);
  await page.screenshot({ path: picturePath(evidence, size, name) });
  seen.pictures.push(`${size}-${name}`);
  const { violations, passes } = await new AxeBuilder({ page }).withTags(RULES).analyze();
  seen.checks += passes.length;
  for (const { id, nodes } of violations) {
    seen.violations.push(
      `${size} ${name}: ${id} at ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
    );
  }
  assert.equal(await page.locator('h1').count(), 1, `${name} has one heading of the first level.`);
  const title = await page.title();
  assert.match(title, /Pegasus/, `${name} has a title.`);
  assert.deepEqual(
    await reachingOut(page),
    [],
    `${name} at ${size}: nothing reaches past the side of the page.`,
  );
}

/** What is cut off at the side: text or controls that a reader could not get to. */
export async function reachingOut(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    for (const element of document.querySelectorAll(
      'h1, h2, h3, a, button, [role=button], input, [role=tab], p',
    )) {
      const { right, left, width, height, bottom } = element.getBoundingClientRect();
      const seen = width > 1 && height > 1 && bottom > 0 && getComputedStyle(element).visibility !== 'hidden';
      if (seen && (right > innerWidth + 1 || left < -1)) found.push((element.textContent ?? '').slice(0, 60));
    }
    return found;
  });
}
