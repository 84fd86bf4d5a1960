/**
 * `npm run torture:recording [-- --kills 30 --cuts 100 --seed 1 --out FILE]`: records in a real browser and
 * kills it at random moments, while connections are reset at random bytes and the server is killed now and
 * then, until both counts are reached. Prints what was lost. Fails when a byte differs, when a recording is
 * not handed in by itself, or when more than a second is lost.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createClient } from '@pegasus/core/client.ts';
import { seededRandom, startCuttingProxy } from '../../ops/launch/recording/cutting-proxy.ts';
import { startOwnServer } from '../../ops/launch/recording/own-server.ts';
import { makeMicrophone } from '../../ops/launch/recording/sound.ts';
import { killWhileRecording, type TornRecording } from '../../ops/launch/recording/torture.ts';
import { ROOT } from '../project-files.ts';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '30' },
    cuts: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
    minutes: { type: 'string', default: '40' },
    out: { type: 'string' },
  },
});
const kills = Number(values.kills);
const cuts = Number(values.cuts);
const random = seededRandom(Number(values.seed));
const MOST_LOST_SECONDS = 1;
const SERVER_KILLED_EVERY = 8;

const scratch = await mkdtemp(join(tmpdir(), 'pegasus-torture-'));
// Nothing of this is about words: without live sessions the machine is left to the browser.
const settings = { PEGASUS_LIVE_AT_ONCE: '0', PEGASUS_LOG_LEVEL: 'warn' };
const server = await startOwnServer(ROOT, scratch, join(scratch, 'server.log'), settings);
const proxy = await startCuttingProxy(() => server.port(), random);
const client = createClient({ baseUrl: `http://127.0.0.1:${server.port()}` });
const sound = join(scratch, 'microphone.wav');
const signal = AbortSignal.timeout(Number(values.minutes) * 60_000);
const torn: TornRecording[] = [];
let serverKills = 0;
let failed = 0;

try {
  await makeMicrophone(join(ROOT, 'fixtures/sample-lecture.m4a'), sound);
  const { id: courseId } = await client.createCourse({ body: { name: 'Torture' } });
  for (let round = 1; torn.length + failed < kills || proxy.cuts < cuts; round++) {
    if (signal.aborted || round > kills + 30) break;
    const seconds = 3 + random() * 9;
    const killServer = round % SERVER_KILLED_EVERY === 0;
    proxy.cutting = true;
    const during = async () => {
      if (!killServer) return;
      await wait(seconds * 500);
      await server.kill();
      serverKills += 1;
      await wait(500);
      await server.start();
    };
    try {
      const tools = { client, proxy, courseId, scratch, sound, random, signal };
      const one = await killWhileRecording(tools, seconds, during);
      torn.push(one);
      console.log(
        `${round}: ${one.recorded.toFixed(2)} s recorded, ${(one.recorded - one.kept).toFixed(2)} s lost, ${one.bytes} bytes, ${one.twice} sent twice, ${proxy.cuts} cuts so far${killServer ? ', server killed' : ''}`,
      );
    } catch (error) {
      failed += 1;
      console.log(`${round}: FAILED ${error instanceof Error ? error.message : error}`);
    }
  }
} finally {
  await proxy.close();
  await server.kill();
  await rm(scratch, { recursive: true, force: true });
}

const lost = torn.map(({ recorded, kept }) => Math.max(0, recorded - kept));
const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);
const bytes = sum(torn.map((one) => one.bytes));
const report = {
  seed: Number(values.seed),
  browserKills: torn.length + failed,
  connectionsCut: proxy.cuts,
  serverKills,
  failed,
  secondsRecorded: Math.round(sum(torn.map(({ recorded }) => recorded))),
  secondsLostMost: Number(Math.max(0, ...lost).toFixed(2)),
  secondsLostMean: Number((sum(lost) / Math.max(1, lost.length)).toFixed(2)),
  hashesRight: torn.length,
  bytes,
  bytesSentTwice: sum(torn.map(({ twice }) => Math.max(0, twice))),
};
console.log(JSON.stringify(report, null, 2));
if (values.out) await writeFile(values.out, `${JSON.stringify(report, null, 2)}\n`);
const enough = report.browserKills >= kills && proxy.cuts >= cuts;
if (!enough) console.log('It was not run to its end.');
process.exitCode = enough && failed === 0 && report.secondsLostMost <= MOST_LOST_SECONDS ? 0 : 1;
process.exit();
