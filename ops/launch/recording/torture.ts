import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Client } from '@pegasus/core/client.ts';
import type { Lecture } from '@pegasus/core/lecture.ts';
import { startChromium } from './chromium.ts';
import type { CuttingProxy } from './cutting-proxy.ts';
import { bearWitness, beginRecording } from './record-page.ts';
import { decodedSeconds } from './sound.ts';

export interface TortureTools {
  /** A client that goes straight to the server. */
  client: Client;
  proxy: CuttingProxy;
  courseId: string;
  scratch: string;
  sound: string;
  random(): number;
  signal: AbortSignal;
}

/** What one recording that was torn off came to. */
export interface TornRecording {
  /** Seconds from the moment at which the browser began to that at which it was killed. */
  recorded: number;
  kept: number;
  bytes: number;
  /** Bytes of pieces that were given to the network beyond those. */
  twice: number;
}

const SAFE_MS = 90_000;

/**
 * Records in a real browser, kills it, starts it again on the same profile and waits until the server has a
 * lecture. `during` is done while it records, with the seconds that are left. Throws when a byte is not as
 * the page wrote it.
 */
export async function killWhileRecording(
  { client, proxy, courseId, scratch, sound, signal }: TortureTools,
  seconds: number,
  during: () => Promise<void> = async () => undefined,
): Promise<TornRecording> {
  const address = `http://127.0.0.1:${proxy.port}`;
  const profile = join(scratch, 'profile');
  const before = await lectureIds(client, courseId);
  const first = await startChromium(profile, sound);
  const witness = await bearWitness(first.context);
  await beginRecording(first.context, address, courseId);
  await Promise.all([wait(seconds * 1000, undefined, { signal }), during()]);
  const killedAt = Date.now();
  await first.kill();
  assert.ok(witness.beganAt !== undefined, 'the browser recorded');

  const second = await startChromium(profile, sound);
  try {
    const again = await bearWitness(second.context);
    const page = await second.context.newPage();
    await gotoPatiently(page.goto.bind(page), address, signal);
    const lecture = await newLecture(client, courseId, before, signal);
    const stored = await readRecording(client, lecture.id);
    const shown = createHash('sha256').update(stored).digest('hex');
    const written = Buffer.concat(witness.pieces);
    assert.ok(stored.equals(written.subarray(0, stored.length)), `not the bytes of the page: ${shown}`);
    const file = join(scratch, 'torn.webm');
    await writeFile(file, stored);
    return {
      recorded: (killedAt - witness.beganAt) / 1000,
      kept: await decodedSeconds(file),
      bytes: stored.length,
      twice: witness.given + again.given - stored.length,
    };
  } finally {
    await second.kill();
  }
}

export async function lectureIds(client: Client, courseId: string): Promise<Set<string>> {
  const { items } = await client.listLectures({ query: { course: courseId, limit: 100 } });
  return new Set(items.map(({ id }) => id));
}

export async function newLecture(
  client: Client,
  courseId: string,
  before: ReadonlySet<string>,
  signal: AbortSignal,
): Promise<Lecture> {
  const until = Date.now() + SAFE_MS;
  while (Date.now() < until) {
    const { items } = await client
      .listLectures({ query: { course: courseId, limit: 100 } })
      .catch(() => ({ items: [] as Lecture[] }));
    const found = items.filter(({ id }) => !before.has(id));
    assert.ok(found.length < 2, 'one recording became one lecture');
    if (found[0]) return found[0];
    await wait(300, undefined, { signal });
  }
  throw new Error(`No lecture after ${SAFE_MS / 1000} s: the recording was not handed in by itself.`);
}

export async function readRecording(client: Client, lectureId: string): Promise<Buffer> {
  const answer = await client.getRecording({ params: { lectureId } });
  return Buffer.from(await answer.arrayBuffer());
}

/** The connection may be cut while the page itself is fetched: a student would press reload. */
export async function gotoPatiently(
  goto: (address: string, options: { waitUntil: 'domcontentloaded' }) => Promise<unknown>,
  address: string,
  signal: AbortSignal,
): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      await goto(address, { waitUntil: 'domcontentloaded' });
      return;
    } catch (error) {
      if (tries === 20) throw error;
      await wait(300, undefined, { signal });
    }
  }
}
