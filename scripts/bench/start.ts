import { join } from 'node:path';
import { median, startPegasus } from './product.ts';
import type { Figure } from './run.ts';

const RUNS = 3;

/** From the start of the process to the first `/health/ready` that says ok, on new data and on data that is there. */
export async function measureStart(scratch: string): Promise<Figure[]> {
  const first: number[] = [];
  const again: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    const data = join(scratch, `start-${run}`);
    first.push(await secondsUntilReady(data));
    again.push(await secondsUntilReady(data));
  }
  return [
    { row: 'start → ready, data there', value: median(again), unit: 's', aim: '<= 3' },
    { row: 'start → ready, first start', value: median(first), unit: 's', aim: '<= 3' },
  ];
}

async function secondsUntilReady(data: string): Promise<number> {
  const begin = performance.now();
  const child = startPegasus(['serve', '--data', data, '--port', '0'], { PEGASUS_LOG_LEVEL: 'fatal' });
  const ended = new Promise((done) => child.once('exit', done));
  try {
    let said = '';
    for await (const text of child.stdout ?? []) {
      said += text;
      const address = /http:\/\/\S+/.exec(said)?.[0];
      if (!address) continue;
      const answer = await fetch(`${address}/health/ready`);
      if (answer.ok) return (performance.now() - begin) / 1000;
    }
    throw new Error(`The server ended before it was ready: ${said}`);
  } finally {
    child.kill('SIGTERM');
    await ended;
  }
}
