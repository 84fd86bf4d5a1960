import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { createClient } from '@pegasus/core/client.ts';
import type { Page } from 'playwright-core';
import type { LaunchContext, LaunchItem } from './define.ts';
import { startChromium } from './recording/chromium.ts';
import { seededRandom, startCuttingProxy } from './recording/cutting-proxy.ts';
import { startOwnServer } from './recording/own-server.ts';
import { bearWitness, beginRecording } from './recording/record-page.ts';
import { decodedSeconds, makeMicrophone } from './recording/sound.ts';
import {
  gotoPatiently,
  killWhileRecording,
  lectureIds,
  newLecture,
  readRecording,
  type TortureTools,
} from './recording/torture.ts';

const SAMPLE = 'fixtures/sample-lecture.m4a';
const MOST_LOST_SECONDS = 1;
const PAUSE_MS = 4000;

export const recordAndUpload: LaunchItem = {
  id: '4.2',
  title: 'Record and upload: progress and retry',
  endpoint: 'the record page of the app in Chromium; PUT /api/uploads/{uploadId}/pieces/{start}',
  sabotages: [
    {
      breaks: 'a recording that a killed page left is not sent',
      file: 'app/src/recorder/held-sender.ts',
      find: 'for (const recording of found) if (!known.get(recording.id)?.problem) start(recording);',
      replace:
        'for (const recording of found) if (recording.seconds < 1 && !known.get(recording.id)?.problem) start(recording);',
    },
    {
      breaks: 'the first piece is left out of the recording',
      file: 'server/src/uploads/finalise.ts',
      find: 'for (const { objectKey } of pieces) yield* storage.get(objectKey);',
      replace: 'for (const { objectKey } of pieces.slice(1)) yield* storage.get(objectKey);',
    },
    {
      breaks: 'what was given up stays',
      file: 'server/src/uploads/uploads.ts',
      find: 'await removeUpload(services, uploadId);',
      replace: 'void removeUpload;',
    },
  ],
  async prove(context) {
    const { root, scratch, evidence, signal, note } = context;
    const settings = { PEGASUS_LIVE_AT_ONCE: '0' };
    const server = await startOwnServer(root, scratch, join(evidence, 'server.log'), settings);
    const random = seededRandom(42);
    const proxy = await startCuttingProxy(() => server.port(), random);
    const client = createClient({ baseUrl: `http://127.0.0.1:${server.port()}` });
    try {
      const sound = join(scratch, 'microphone.wav');
      await makeMicrophone(join(root, SAMPLE), sound);
      const { id: courseId } = await client.createCourse({ body: { name: 'Recording' } });
      const tools = { client, proxy, courseId, scratch, sound, random, signal };
      await recordWithPause(context, tools);
      await cancelReallyCancels(context, tools);
      await uploadThroughCuts(context, tools);
      proxy.cutting = true;
      const torn = await killWhileRecording(tools, 11);
      const lost = torn.recorded - torn.kept;
      assert.ok(lost <= MOST_LOST_SECONDS, `${lost.toFixed(2)} s were lost.`);
      note(
        `Killed after ${torn.recorded.toFixed(1)} s: found and handed in by itself, ${lost.toFixed(2)} s lost, each byte as the page wrote it.`,
      );
    } finally {
      await proxy.close();
      await server.kill();
    }
  },
};

async function recordWithPause(
  { note, evidence, signal }: LaunchContext,
  tools: TortureTools,
): Promise<void> {
  const { client, proxy, courseId, scratch, sound } = tools;
  const before = await lectureIds(client, courseId);
  const chromium = await startChromium(join(scratch, 'profile'), sound);
  try {
    const witness = await bearWitness(chromium.context);
    const page = await beginRecording(chromium.context, `http://127.0.0.1:${proxy.port}`, courseId);
    await page.getByRole('img', { name: 'Sound is heard' }).waitFor({ timeout: 10_000 });
    await wait(5000, undefined, { signal });
    await page.screenshot({ path: join(evidence, 'recording.png') });
    await page.getByRole('button', { name: 'Mark this moment' }).click();
    await page.getByRole('button', { name: 'Pause' }).click();
    const stood = await shownTime(page);
    await wait(PAUSE_MS, undefined, { signal });
    assert.equal(await shownTime(page), stood, 'The time stands still in a pause.');
    await page.getByRole('button', { name: 'Resume' }).click();
    await wait(4000, undefined, { signal });
    await page.getByRole('button', { name: 'Stop and hand in' }).click();
    const stopped = Date.now();
    const { id } = await newLecture(client, courseId, before, signal);
    const stored = await readRecording(client, id);
    assert.ok(stored.equals(Buffer.concat(witness.pieces)), 'The stored file is what the page recorded.');
    const file = join(scratch, 'whole.webm');
    await writeFile(file, stored);
    const spoken = (stopped - (witness.beganAt ?? 0) - PAUSE_MS) / 1000;
    const kept = await decodedSeconds(file);
    assert.ok(
      Math.abs(spoken - kept) < 2,
      `${spoken.toFixed(1)} s were recorded and ${kept.toFixed(1)} s are kept.`,
    );
    const { items } = await client.listMoments({ params: { lectureId: id } });
    assert.deepEqual(
      items.map(({ kind }) => kind),
      ['marker'],
    );
    await page.getByText('Safe: the server has all of it').waitFor({ timeout: 15_000 });
    await page.screenshot({ path: join(evidence, 'safe.png') });
    note(
      `Recorded with a pause: ${kept.toFixed(1)} s, ${stored.length} bytes as the page wrote them, one mark.`,
    );
  } finally {
    await chromium.kill();
  }
}

async function cancelReallyCancels({ note, signal }: LaunchContext, tools: TortureTools): Promise<void> {
  const { client, proxy, courseId, scratch, sound } = tools;
  const before = await lectureIds(client, courseId);
  const chromium = await startChromium(join(scratch, 'profile'), sound);
  try {
    const page = await beginRecording(chromium.context, `http://127.0.0.1:${proxy.port}`, courseId);
    let uploadId: string | undefined;
    page.on('request', (request) => {
      uploadId ??= /\/api\/uploads\/([0-9a-f-]+)\/pieces/.exec(request.url())?.[1];
    });
    await wait(8000, undefined, { signal });
    assert.ok(uploadId, 'Something was sent before it was given up.');
    await page.getByRole('button', { name: 'Discard recording' }).click();
    await page.getByRole('button', { name: 'Discard it' }).click();
    await page.getByRole('button', { name: 'Start recording' }).waitFor({ timeout: 15_000 });
    await wait(3000, undefined, { signal });
    const params = { uploadId };
    await assert.rejects(client.getUpload({ params }), { code: 'not-found' }, 'The upload is gone.');
    assert.deepEqual(await lectureIds(client, courseId), before, 'No lecture was made of it.');
    note('Discarded while it was sent: neither a lecture nor a piece is left.');
  } finally {
    await chromium.kill();
  }
}

async function uploadThroughCuts(
  { root, note, evidence, signal }: LaunchContext,
  tools: TortureTools,
): Promise<void> {
  const { client, proxy, courseId, scratch, sound } = tools;
  const file = join(root, SAMPLE);
  const before = await lectureIds(client, courseId);
  const chromium = await startChromium(join(scratch, 'profile'), sound);
  try {
    const page = await chromium.context.newPage();
    const address = `http://127.0.0.1:${proxy.port}/courses/${courseId}/add?preset=exam`;
    await gotoPatiently(page.goto.bind(page), address, signal);
    const input = page.locator('input[type=file]');
    await input.waitFor({ state: 'attached', timeout: 60_000 });
    const cutsBefore = proxy.cuts;
    proxy.cutting = true;
    await input.setInputFiles(file);
    const { id } = await newLecture(client, courseId, before, signal);
    const cuts = proxy.cuts - cutsBefore;
    assert.ok(
      (await readRecording(client, id)).equals(await readFile(file)),
      'The stored file has its hash.',
    );
    await page.screenshot({ path: join(evidence, 'uploaded.png') });
    note(`A file of ${(await readFile(file)).length} bytes arrived whole through ${cuts} cuts.`);
  } finally {
    proxy.cutting = false;
    await chromium.kill();
  }
}

async function shownTime(page: Page): Promise<string> {
  return (await page.getByRole('heading', { level: 2 }).first().textContent()) ?? '';
}
