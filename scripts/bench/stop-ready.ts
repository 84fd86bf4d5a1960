import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { createClient } from '@pegasus/core/client.ts';
import { sendUpload, type UploadSource } from '@pegasus/core/upload/uploader.ts';
import type { Clip } from './clips.ts';
import { startPegasus } from './product.ts';
import type { Figure } from './run.ts';
import { writeSpeech } from './speech-file.ts';

const run = promisify(execFile);
/** How much faster than life the recording is made: slower than the machine hears, so that it can keep up. */
const PACE = 8;
const AIM_SECONDS = 30;
const MOST_WAIT_MS = 1_800_000;

/**
 * A lecture that is recorded live, paced faster than life: seconds from Stop to the export. Goes through the
 * uploader of the app and the product's own process.
 */
export async function measureStopReady(
  clips: readonly Clip[],
  minutes: number,
  scratch: string,
): Promise<Figure[]> {
  const wav = join(scratch, 'live.wav');
  const length = await writeSpeech(wav, clips, { pauseSeconds: 0.7, leastSeconds: minutes * 60 });
  const webm = join(scratch, 'live.webm');
  // As a browser records: clusters of a second, no index, no length.
  const opus = ['-c:a', 'libopus', '-b:a', '48k', '-f', 'webm', '-live', '1', '-cluster_time_limit', '1000'];
  await run('ffmpeg', ['-v', 'error', '-i', wav, ...opus, webm]);
  const whole = await readFile(webm);
  const server = startPegasus(['serve'], {
    PEGASUS_DATA: join(scratch, 'live-data'),
    PEGASUS_PORT: '0',
    PEGASUS_LOG_LEVEL: 'warn',
    // Nobody looks at it, and building it would be measured too.
    PEGASUS_APP: 'off',
  });
  try {
    const client = createClient({ baseUrl: await addressOf(server) });
    const course = await client.createCourse({ body: { name: 'Live' } });
    const began = performance.now();
    const recorded = () => Math.min(1, ((performance.now() - began) / 1000) * (PACE / length));
    let stoppedAt: number | undefined;
    const source: UploadSource = {
      size: async () => {
        const share = recorded();
        if (share === 1) stoppedAt ??= performance.now();
        return { bytes: Math.floor(share * whole.length), ended: share === 1 };
      },
      read: async (start, end) => new Uint8Array(whole.subarray(start, end)),
    };
    const upload = { id: randomUUID(), courseId: course.id, preset: 'exam', fileName: 'live.webm' };
    const never = new AbortController().signal;
    const lecture = await sendUpload({ ...upload, source: 'recording' }, source, { client }, never);
    const accepted = performance.now();
    const { live: atStop } = await client.getUpload({ params: { uploadId: upload.id } });
    const params = { lectureId: lecture.id };
    for (;;) {
      const { state, problem } = await client.getLecture({ params });
      if (state === 'ready' || state === 'thin') break;
      if (state !== 'processing') throw new Error(`The lecture ended as ${state}: ${problem?.title}`);
      if (performance.now() - accepted > MOST_WAIT_MS) throw new Error('The lecture was not ready in time.');
      await wait(100);
    }
    const ready = performance.now();
    const { state } = await client.getLecture({ params });
    const { items } = await client.getTimeline({ params });
    const stopped = stoppedAt ?? Number.NaN;
    const between = (from = '', to = '') => (Date.parse(to) - Date.parse(from)) / 1000;
    const stages = items.map(({ stage, queuedAt, startedAt, finishedAt }) => ({
      row: `  ${stage}`,
      value: between(startedAt, finishedAt),
      unit: 's',
      note: `waited ${between(queuedAt, startedAt).toFixed(1)} s`,
    }));
    return [
      {
        row: `Stop to ${state}, ${(length / 60).toFixed(0)} min recorded live`,
        value: (ready - stopped) / 1000,
        unit: 's',
        aim: `<= ${AIM_SECONDS}`,
        note: `recorded ${PACE} times as fast as life`,
      },
      { row: '  Stop to accepted', value: (accepted - stopped) / 1000, unit: 's' },
      ...stages,
      {
        row: '  sound whose words were final at Stop',
        value: ((atStop?.settled ?? 0) / length) * 100,
        unit: '%',
        note: `${(length - (atStop?.settled ?? 0)).toFixed(1)} s were left`,
      },
    ];
  } finally {
    server.kill('SIGTERM');
    await new Promise((done) => server.once('close', done));
  }
}

function addressOf(server: ReturnType<typeof startPegasus>): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = '';
    server.once('exit', (code) => reject(new Error(`The server ended (${code}): ${printed.slice(-500)}`)));
    server.stdout?.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
      const found = /Pegasus is at (http:\S+)/.exec(printed)?.[1];
      if (found) resolve(found);
    });
  });
}
