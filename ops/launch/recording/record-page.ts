import { Buffer } from 'node:buffer';
import type { BrowserContext, Page } from 'playwright-core';

/** What the page did, seen from outside of its own code. */
export interface Witness {
  /** When the browser began to record, in milliseconds of this machine's clock. */
  beganAt: number | undefined;
  /** Every piece that the page put on the device, in order. */
  pieces: Buffer[];
  /** Bytes of pieces that it gave to the network, those that were cut off too. */
  given: number;
}

/** Watches MediaRecorder, IndexedDB and fetch of every page of a context. */
export async function bearWitness(context: BrowserContext): Promise<Witness> {
  const witness: Witness = { beganAt: undefined, pieces: [], given: 0 };
  await context.exposeFunction('__began', (at: number) => {
    witness.beganAt = at;
  });
  await context.exposeFunction('__piece', (base64: string) => {
    witness.pieces.push(Buffer.from(base64, 'base64'));
  });
  await context.exposeFunction('__given', (bytes: number) => {
    witness.given += bytes;
  });
  await context.addInitScript(() => {
    const page = window as unknown as {
      __began(at: number): void;
      __piece(base64: string): void;
      __given(bytes: number): void;
    };
    const start = MediaRecorder.prototype.start;
    MediaRecorder.prototype.start = function (slice?: number) {
      page.__began(Date.now());
      return start.call(this, slice);
    };
    const add = IDBObjectStore.prototype.add;
    IDBObjectStore.prototype.add = function (value: unknown, key?: IDBValidKey) {
      if (value instanceof ArrayBuffer) {
        let text = '';
        for (const byte of new Uint8Array(value)) text += String.fromCharCode(byte);
        page.__piece(btoa(text));
      }
      return key === undefined ? add.call(this, value) : add.call(this, value, key);
    };
    const fetch = window.fetch;
    window.fetch = (input, init) => {
      if (init?.method === 'PUT' && init.body instanceof Uint8Array) page.__given(init.body.byteLength);
      return fetch(input, init);
    };
  });
  return witness;
}

/** Opens the record page of a course and presses the button; resolves when it records. */
export async function beginRecording(
  context: BrowserContext,
  address: string,
  courseId: string,
): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${address}/courses/${courseId}/record?preset=exam`, { waitUntil: 'domcontentloaded' });
  await page.getByRole('button', { name: 'Start recording' }).click({ timeout: 60_000 });
  const consent = page.getByRole('button', { name: 'Yes, I may record it' });
  const pause = page.getByRole('button', { name: 'Pause' });
  await consent.or(pause).first().waitFor({ timeout: 30_000 });
  if (await consent.isVisible()) await consent.click();
  await pause.waitFor({ timeout: 30_000 });
  return page;
}
