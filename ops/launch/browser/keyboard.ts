import type { Page } from 'playwright-core';

/** More than any page of ours has before what is looked for. */
const MOST_TABS = 80;

/**
 * Goes by Tab alone to what has this name, and presses Enter. Throws when Tab never comes there, or when the
 * focus cannot be seen where it is.
 */
export async function pressByKeyboard(page: Page, name: RegExp): Promise<void> {
  await reachByKeyboard(page, name);
  await page.keyboard.press('Enter');
}

export async function reachByKeyboard(page: Page, name: RegExp): Promise<void> {
  const passed: string[] = [];
  for (let tabs = 0; tabs < MOST_TABS; tabs++) {
    await page.keyboard.press('Tab');
    const { label, ring } = await focused(page);
    passed.push(label);
    if (!name.test(label)) continue;
    if (!ring) throw new Error(`«${label}» has the focus, and nobody can see it.`);
    return;
  }
  throw new Error(`Tab never comes to ${name}; it passed ${[...new Set(passed)].join(' | ').slice(0, 600)}`);
}

async function focused(page: Page): Promise<{ label: string; ring: boolean }> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!element) return { label: '', ring: false };
    const labelled = element.getAttribute('aria-labelledby');
    const label =
      element.getAttribute('aria-label') ??
      (labelled ? document.getElementById(labelled)?.textContent : undefined) ??
      element.textContent ??
      '';
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    return { label: label.trim(), ring: outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2 };
  });
}
