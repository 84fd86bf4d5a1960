import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { promisify } from 'node:util';
import { type Browser, type BrowserContext, chromium } from 'playwright-core';

const run = promisify(execFile);
const START_MS = 60_000;
const PROGRAMS = ['chromium', 'chromium-browser', 'google-chrome'];

export interface RunningChromium {
  browser: Browser;
  context: BrowserContext;
  /** Ends it as a dead battery does. */
  kill(): Promise<void>;
}

async function findChromium(): Promise<string> {
  for (const program of PROGRAMS) {
    const found = await run('which', [program]).then(
      ({ stdout }) => stdout.trim(),
      () => undefined,
    );
    if (found) return found;
  }
  throw new Error('Chromium is missing: apt-get install chromium');
}

/** Real Chromium with a profile that survives it and a microphone that plays `sound`, a WAV file, for ever. */
export async function startChromium(profile: string, sound: string): Promise<RunningChromium> {
  const child = spawn(
    await findChromium(),
    [
      '--headless=new',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--no-first-run',
      '--disable-background-networking',
      '--autoplay-policy=no-user-gesture-required',
      '--use-fake-ui-for-media-stream',
      '--use-fake-device-for-media-stream',
      `--use-file-for-fake-audio-capture=${sound}`,
      `--user-data-dir=${profile}`,
      '--remote-debugging-port=0',
      '--window-size=412,915',
      'about:blank',
    ],
    { stdio: ['ignore', 'ignore', 'pipe'], detached: true },
  );
  const address = await debuggingAddress(child);
  const browser = await chromium.connectOverCDP(address);
  const context = browser.contexts()[0];
  if (!context) throw new Error('Chromium has no context.');
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    browser,
    context,
    kill: async () => {
      // Its whole group: the processes that write to the disk are its children.
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
      await gone;
      await browser.close().catch(() => undefined);
    },
  };
}

function debuggingAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = '';
    const timer = setTimeout(
      () => reject(new Error(`Chromium did not start: ${printed.slice(-500)}`)),
      START_MS,
    );
    child.once('error', reject);
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
      const found = /DevTools listening on (ws:\S+)/.exec(printed)?.[1];
      if (!found) return;
      clearTimeout(timer);
      resolve(found);
    });
  });
}
