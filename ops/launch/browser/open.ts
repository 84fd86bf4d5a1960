import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

const PATIENCE_MS = 90_000;

export const SIZES = {
  phone: { width: 390, height: 844 },
  laptop: { width: 1280, height: 800 },
} as const;
export type Size = keyof typeof SIZES;

export interface Visit {
  page: Page;
  context: BrowserContext;
  /** Everything that went wrong in the page: errors of scripts, refusals of the policy, requests to elsewhere. */
  faults: string[];
}

/** What somebody asks of their system, and what of the page they allow. */
export interface Wishes {
  dark?: boolean;
  /** More contrast. */
  contrast?: boolean;
  /** Less motion. */
  still?: boolean;
  microphone?: boolean;
}

export interface TestBrowser {
  visit(size: Size, wishes?: Wishes): Promise<Visit>;
  close(): Promise<void>;
}

/** A real Chromium of this machine. Throws when there is none: what was not seen is not proved. */
export async function openBrowser(address: string, note: (line: string) => void): Promise<TestBrowser> {
  const executablePath = CHROMIUM.find((path) => existsSync(path));
  if (!executablePath)
    throw new Error('There is no Chromium here; install it (Debian: apt-get install chromium).');
  const browser: Browser = await chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--use-fake-device-for-media-stream',
    ],
  });
  note(`Chromium ${browser.version()} at ${executablePath}.`);
  return {
    visit: async (size, { dark, contrast, still, microphone } = {}) => {
      const context = await browser.newContext({
        baseURL: address,
        viewport: SIZES[size],
        colorScheme: dark ? 'dark' : 'light',
        contrast: contrast ? 'more' : 'no-preference',
        reducedMotion: still ? 'reduce' : 'no-preference',
        hasTouch: size === 'phone',
        permissions: microphone ? ['microphone'] : [],
      });
      // A machine that does other things as well is slow; what never comes fails all the same.
      context.setDefaultTimeout(PATIENCE_MS);
      const page = await context.newPage();
      return { page, context, faults: watch(page, address) };
    },
    close: () => browser.close(),
  };
}

/** What a browser writes when an answer was a refusal, which the app shows in words of its own. */
const EXPECTED = /Failed to load resource|net::ERR_/;

function watch(page: Page, address: string): string[] {
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(`script: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' && !EXPECTED.test(message.text()))
      faults.push(`console: ${message.text()}`);
  });
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(address) && !/^(data|blob):/.test(url)) faults.push(`elsewhere: ${url}`);
  });
  return faults;
}

/** Where a picture is kept. */
export function picturePath(evidence: string, size: Size, name: string): string {
  return join(evidence, `${size}-${name}.png`);
}
