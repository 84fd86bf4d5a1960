import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, chromium, type Page } from 'playwright-core';
import { findProgram } from '../../../fixtures/servers/find-program.ts';

/** A phone in the hand. */
const VIEWPORT = { width: 390, height: 844 };
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** A real browser, and a page in it that remembers every sound it was asked to play. */
export async function openBrowser(): Promise<{ browser: Browser; page: Page; errors: string[] }> {
  const executablePath = findProgram('chromium', ['chromium']);
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--autoplay-policy=user-gesture-required'],
  });
  const context = await browser.newContext({ viewport: VIEWPORT, reducedMotion: 'reduce' });
  await context.addInitScript(`
    const Native = window.Audio;
    window.heard = [];
    window.Audio = function (...given) { const audio = new Native(...given); window.heard.push(audio); return audio; };
  `);
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  return { browser, page, errors };
}

/** Where the sound of the page is, and whether it plays. */
export function readSound(page: Page): Promise<{ seconds: number; playing: boolean } | undefined> {
  return page.evaluate(`(() => {
    const audio = window.heard.findLast((one) => one.currentTime > 0 || !one.paused);
    return audio && { seconds: audio.currentTime, playing: !audio.paused && audio.readyState > 1 };
  })()`) as Promise<{ seconds: number; playing: boolean } | undefined>;
}

/** What breaks WCAG 2.2 AA on the page as it is, a line each. */
export async function violationsOf(page: Page): Promise<string[]> {
  // Otherwise it opens a second page for a moment, which takes the focus of the window; no page here has frames.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().withTags(WCAG).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.length}× ${nodes[0]?.html.slice(0, 200)}`);
}

/**
 * What can be used in the material and cannot be reached by the Tab key, by name. `most` bounds the presses.
 */
export async function unreachable(page: Page, most: number): Promise<{ controls: number; missed: string[] }> {
  const controls = (await page.evaluate(`(() => {
    const all = [...document.querySelectorAll('main button, main a[href], main input, main textarea, main [role="button"], main [role="tab"]')]
      .filter((one) => one.getClientRects().length > 0 && !one.disabled && one.getAttribute('aria-hidden') !== 'true');
    const names = all.filter((one) => one.role !== 'tab' || one.getAttribute('aria-selected') === 'true');
    names.forEach((one, place) => one.setAttribute('data-control', place));
    document.activeElement?.blur();
    return names.length;
  })()`)) as number;
  const reached = new Set<string>();
  for (let press = 0; press < most && reached.size < controls; press++) {
    await page.keyboard.press('Tab');
    const place = (await page.evaluate(`document.activeElement?.getAttribute('data-control')`)) as
      | string
      | null;
    if (place !== null) reached.add(place);
  }
  const missed = (await page.evaluate(
    `[...document.querySelectorAll('[data-control]')].filter((one) => !${JSON.stringify([...reached])}.includes(one.dataset.control)).map((one) => one.getAttribute('aria-label') ?? one.textContent)`,
  )) as string[];
  return { controls, missed };
}
