/**
 * `npm run torture [-- --seed N --kills N --lectures N]`: the product as it runs for many, on a real PostgreSQL
 * server and a real S3 store, while processes are killed, connections break and the store fails by chance. At
 * the end every promise is looked at; one that is broken makes it fail. The seed brings the same faults back;
 * how they meet the work is up to the machine.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { startStack } from '../stack/stack.ts';
import { createChance } from './chance.ts';
import { type Door, startDoor } from './door.ts';
import { FAULTS, pickFault, startCrashed, untilAllAreBack } from './faults.ts';
import { createRecoveries, describeRecoveries } from './recovery.ts';
import { handInAll } from './students.ts';
import { judge } from './verdict.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    kills: { type: 'string', default: '50' },
    lectures: { type: 'string', default: '200' },
    workers: { type: 'string', default: '3' },
    apis: { type: 'string', default: '2' },
    minutes: { type: 'string', default: '15' },
  },
});
const wanted = { kills: Number(values.kills), lectures: Number(values.lectures) };
/** A killed worker's job has to run elsewhere within so long. */
const RECOVERY_SECONDS = 30;
const SETTLE_MS = 600_000;
const CALM_KILLS = 4;
const SPEECH_MS = '1500';

const chance = createChance(Number(values.seed));
const scratch = await mkdtemp(join(tmpdir(), 'pegasus-torture-'));
const evidence = join(ROOT, 'evidence/torture');
await mkdir(evidence, { recursive: true });
const lines: string[] = [];
const say = (line: string) => {
  const seconds = (performance.now() / 1000).toFixed(1).padStart(6);
  lines.push(`${seconds}  ${line}`);
  console.log(lines.at(-1));
};
const abort = new AbortController();
const tooLong = setTimeout(
  () => abort.abort(new Error(`Not done in ${values.minutes} minutes.`)),
  Number(values.minutes) * 60_000,
);

let doors: { postgres: Door; s3: Door } | undefined;
const stack = await startStack({
  root: ROOT,
  scratch,
  evidence,
  apis: Number(values.apis),
  workers: Number(values.workers),
  settings: {
    PEGASUS_TEST_SPEECH_MILLISECONDS: SPEECH_MS,
    PEGASUS_RETRY_DELAY_SECONDS: '2',
    PEGASUS_LOG_LEVEL: 'warn',
  },
  between: async ({ postgres, s3 }) => {
    doors = { postgres: await startDoor(postgres), s3: await startDoor(s3) };
    return { postgres: doors.postgres.port, s3: doors.s3.port };
  },
});
const database = async () => {
  for (let tries = 0; ; tries++) {
    const client = new pg.Client({ connectionString: stack.databaseUrl });
    client.on('error', () => undefined);
    try {
      await client.connect();
      return client;
    } catch (error) {
      if (tries > 100) throw error;
      await pause(100);
    }
  }
};

try {
  if (!doors) throw new Error('There are no doors.');
  const open = doors;
  const recoveries = createRecoveries(database);
  say(
    `Seed ${values.seed}: ${wanted.lectures} lectures, ${wanted.kills} kills, ${values.apis} APIs, ${values.workers} workers.`,
  );
  const counts = new Map<string, number>();
  let kills = 0;
  let crashes = 0;
  const handedIn = handInAll({
    lectures: wanted.lectures,
    chance: createChance(Number(values.seed) + 1),
    client: stack.client,
    atOnce: 6,
    signal: abort.signal,
  });
  handedIn.catch(() => undefined);
  const victim = { stack, chance, doors: open, database, onWorkerKilled: recoveries.mark };
  while (kills < wanted.kills && !abort.signal.aborted) {
    await pause(chance.between(200, 1500));
    const fault = pickFault(chance, FAULTS);
    if (!(await fault.strike(victim))) continue;
    crashes += startCrashed(stack);
    counts.set(fault.name, (counts.get(fault.name) ?? 0) + 1);
    if (fault.kills && ++kills % 10 === 0) say(`${kills} kills so far.`);
  }
  abort.signal.throwIfAborted();
  say(`Faults: ${[...counts].map(([name, count]) => `${name} ${count}`).join(', ')}.`);
  crashes += startCrashed(stack);
  await untilAllAreBack();
  const accepted = await handedIn;
  say(`${accepted.length} lectures were accepted; now it may settle.`);
  await settle();
  const client = await database();
  const verdict = await judge(accepted, client, stack.client);
  await client.end();
  say(
    `Lectures: ${JSON.stringify(verdict.states)}; reasons of failures: ${JSON.stringify(verdict.reasons)}.`,
  );
  say(`${verdict.heardLive} recordings were heard live to their end.`);
  say(`${verdict.objectsRead} objects read back with their hash.`);
  say(`Recovery amid all faults: ${describeRecoveries(await recoveries.measure())}.`);
  const calm = await killInCalm();
  say(`Recovery from one kill, other workers alive: ${describeRecoveries(calm)}.`);
  crashes += startCrashed(stack);
  if (crashes > 0) verdict.broken.push(`${crashes} processes ended though nobody killed them.`);
  if (calm.length === 0) verdict.broken.push('The recovery from one kill could not be measured.');
  if ((calm.at(-1) ?? 0) > RECOVERY_SECONDS)
    verdict.broken.push(`A killed worker's job did not run elsewhere within ${RECOVERY_SECONDS} s.`);
  for (const promise of verdict.broken) say(`BROKEN: ${promise}`);
  say(
    verdict.broken.length === 0
      ? 'Every promise was kept.'
      : `${verdict.broken.length} promises were broken.`,
  );
  process.exitCode = verdict.broken.length === 0 ? 0 : 1;
} catch (error) {
  say(`It could not be brought to its end: ${error instanceof Error ? error.stack : String(error)}`);
  process.exitCode = 1;
} finally {
  clearTimeout(tooLong);
  await stack.stop();
  await doors?.postgres.close();
  await doors?.s3.close();
  await rm(scratch, { recursive: true, force: true });
  await writeFile(join(evidence, `seed-${values.seed}.txt`), `${lines.join('\n')}\n`);
}

/** Until nothing is processed any more, or nothing has changed for long. */
async function settle(): Promise<void> {
  const end = Date.now() + SETTLE_MS;
  for (;;) {
    const client = await database();
    const { rows } = await client.query(`select count(*) as open from lectures where state = 'processing'`);
    await client.end();
    if (Number(rows[0].open) === 0) return;
    if (Date.now() > end)
      return say(`${rows[0].open} lectures are still processing after ${SETTLE_MS / 1000} s.`);
    await pause(1000);
  }
}

/** Kills one of the workers, each busy, with nothing else broken, some times over. */
async function killInCalm(): Promise<number[]> {
  const recoveries = createRecoveries(database);
  for (let kill = 0; kill < CALM_KILLS; kill++) {
    const handedIn = handInAll({
      lectures: 9,
      chance,
      client: stack.client,
      atOnce: 9,
      signal: abort.signal,
    });
    await untilRunning(Number(values.workers));
    await recoveries.mark();
    const worker = stack.processes.find(({ part }) => part === 'worker');
    await worker?.kill();
    await handedIn;
    await settle();
    await stack.start('worker');
  }
  return recoveries.measure();
}

/** Until so many transcribe at once, or a while has gone by. */
async function untilRunning(wantedRuns: number): Promise<void> {
  const client = await database();
  for (let count = 0; count < 200; count++) {
    const { rows } = await client.query(
      `select count(*) as runs from stage_runs where state = 'running' and stage = 'transcribe'`,
    );
    if (Number(rows[0].runs) >= wantedRuns) break;
    await pause(50);
  }
  await client.end();
}
