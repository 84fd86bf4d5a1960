import assert from 'node:assert/strict';
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createClient } from '@pegasus/core/client.ts';
import { DRAIN_SECONDS, PROBES } from '@pegasus/server/probes.ts';
import { cleanClone, linkPackages } from '../deploy/rehearsal/clean-clone.ts';
import { type Part, type PegasusProcess, startPegasus } from '../stack/pegasus.ts';
import { type Stack, startStack } from '../stack/stack.ts';
import type { Accepted } from '../torture/students.ts';
import { judge } from '../torture/verdict.ts';
import type { Drill, DrillContext } from './define.ts';
import { onDatabase } from './places.ts';
import { type DrainingProxy, startDrainingProxy } from './release/draining-proxy.ts';

/** A folder with the files of one release, and what its processes say of themselves. */
interface Release {
  name: string;
  root: string;
  commit: string;
}

const STEADY_MS = 12_000;
const SETTLE_MS = 360_000;
const SPEECH_MS = '700';
const EACH = 2;
/** More than a stage takes here, so that most of them finish in the worker that began them. */
const WORKER_STOP_SECONDS = 20;

export const releaseDrill: Drill = {
  name: 'release',
  about: 'from the release before to this one and back, one process after the other, under load',
  run: rehearse,
};

async function rehearse(context: DrillContext): Promise<void> {
  const { scratch, evidence, note } = context;
  const log: string[] = [];
  const begun = performance.now();
  const say = (line: string) =>
    log.push(`${((performance.now() - begun) / 1000).toFixed(1).padStart(7)} s  ${line}`);
  const [before, next] = await prepare(context);
  note(`From ${before.name} (${before.commit}) to ${next.name} (${next.commit}) and back.`);
  const stack = await startStack({ root: next.root, scratch, evidence, apis: 0, workers: 0 });
  const proxy = await startDrainingProxy(PROBES.ready);
  const running: PegasusProcess[] = [];
  const loads: Load[] = [];
  const fleet: Fleet = { stack, proxy, running, evidence, say };
  try {
    for (const part of parts()) await bring(fleet, before, part);
    say(`${EACH} APIs and ${EACH} workers of ${before.name} are up.`);
    for (const release of [before, next]) loads.push(await startLoad(release, proxy.address));
    await pause(STEADY_MS);
    for (const release of [next, before]) {
      const at = performance.now();
      await roll(fleet, release);
      note(`Rolled to ${release.name} in ${((performance.now() - at) / 1000).toFixed(0)} s.`);
      await pause(STEADY_MS);
    }
    const ends = await Promise.all(loads.map((load) => load.stop()));
    say('The students stop.');
    const failed = ends.flatMap(({ failures }) => failures);
    for (const line of failed) say(`FAILED ${line}`);
    const accepted = ends.flatMap((end) => end.accepted);
    const requests = ends.reduce((sum, end) => sum + end.requests, 0);
    note(
      `${requests} requests by the clients of both releases, ${accepted.length} lectures accepted; ${failed.length} failed.`,
    );
    assert.deepEqual(failed.slice(0, 3), [], `${failed.length} requests failed.`);
    assert.deepEqual([...proxy.lost], [], 'The proxy could give requests to nobody.');
    await looksAfter(stack, proxy, accepted, context);
  } finally {
    for (const load of loads) load.child.kill('SIGKILL');
    await Promise.allSettled(running.map((one) => one.stop()));
    await proxy.close();
    await stack.stop();
    await writeFile(join(evidence, 'release-log.txt'), `${log.join('\n')}\n`);
  }
}

interface Fleet {
  stack: Stack;
  proxy: DrainingProxy;
  running: PegasusProcess[];
  evidence: string;
  say(line: string): void;
}

const parts = (): Part[] => [...Array<Part>(EACH).fill('api'), ...Array<Part>(EACH).fill('worker')];

/** The release before as its commit has it, where there is git; and what stands here. */
async function prepare({ root, scratch }: DrillContext): Promise<[Release, Release]> {
  const here = join(scratch, 'next');
  const there = join(scratch, 'before');
  await cleanClone(root, here, { built: false });
  const known = existsSync(join(root, '.git'));
  if (known) {
    await mkdir(there);
    const archive = execFileSync('git', ['archive', 'HEAD~1'], { cwd: root, maxBuffer: 1e9 });
    execFileSync('tar', ['-x', '-C', there], { input: archive });
    await linkPackages(root, there);
  } else await cleanClone(root, there, { built: false });
  const commit = known
    ? execFileSync('git', ['rev-parse', '--short=12', 'HEAD~1'], { cwd: root, encoding: 'utf8' }).trim()
    : 'the-same-files';
  const releases: [Release, Release] = [
    { name: 'N', root: there, commit },
    { name: 'N+1', root: here, commit: 'next-release' },
  ];
  for (const release of releases) {
    await writeFile(join(release.root, 'COMMIT'), `${release.commit}\n`);
    await copyFile(join(import.meta.dirname, 'release/load.ts'), join(release.root, 'load.ts'));
  }
  return releases;
}

/** Starts one process, and gives it into the turn once it is ready and says that it is of this release. */
async function bring(fleet: Fleet, release: Release, part: Part): Promise<PegasusProcess> {
  const { stack, proxy, running, evidence, say } = fleet;
  const started = await startPegasus(part, {
    root: release.root,
    log: join(evidence, `${part}-${release.name}.log`),
    settings: {
      ...stack.settings,
      PEGASUS_TEST_SPEECH_MILLISECONDS: SPEECH_MS,
      PEGASUS_LOG_LEVEL: 'warn',
      ...(part === 'worker'
        ? { PEGASUS_WORKER_PORT: '0', PEGASUS_STOP_SECONDS: String(WORKER_STOP_SECONDS) }
        : { PEGASUS_DRAIN_SECONDS: String(DRAIN_SECONDS) }),
    },
  });
  running.push(started);
  if (part === 'api') await proxy.add(started.address);
  const { commit } = await createClient({ baseUrl: started.figures ?? started.address }).ready();
  assert.equal(commit, release.commit, `A ${part} of ${release.name} says that it is of ${commit}.`);
  say(`${part} ${started.child.pid} of ${release.name} is ready.`);
  return started;
}

/** A new one is ready before an old one is told to stop, the APIs first, as a rolling update does it. */
async function roll(fleet: Fleet, release: Release): Promise<void> {
  const { running, proxy, say } = fleet;
  const old = running.splice(0);
  fleet.running.push(...old);
  for (const part of ['api', 'worker'] as const) {
    for (const leaving of old.filter((one) => one.part === part)) {
      await bring(fleet, release, part);
      say(`${part} ${leaving.child.pid} is told to stop.`);
      const code = await leaving.stop();
      if (part === 'api') proxy.forget(leaving.address);
      running.splice(running.indexOf(leaving), 1);
      say(`${part} ${leaving.child.pid} has ended with ${code}.`);
      assert.equal(code, 0, `An old ${part} ended with ${code}.`);
    }
  }
}

interface Load {
  child: ChildProcess;
  stop(): Promise<{ accepted: Accepted[]; requests: number; failures: string[] }>;
}

/** Students with the client of one release. */
async function startLoad(release: Release, address: string): Promise<Load> {
  const words = [join(release.root, 'load.ts'), address, `With the client of ${release.name}`];
  const child = spawn(process.execPath, words, { cwd: release.root, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'close');
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  return {
    child,
    stop: async () => {
      child.kill('SIGTERM');
      await Promise.race([ended, pause(SETTLE_MS, undefined, { ref: false })]);
      const lines = output
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as LoadLine);
      const done = lines.find((line) => line.done)?.done;
      assert.ok(done, `The students of ${release.name} did not come to an end: ${output.slice(-500)}`);
      return { ...done, failures: lines.flatMap(({ failed }) => (failed ? [JSON.stringify(failed)] : [])) };
    },
  };
}

interface LoadLine {
  failed?: object;
  done?: { accepted: Accepted[]; requests: number };
}

/** Nothing lost, nothing doubled: in the database itself, and through the API as an owner would see it. */
async function looksAfter(
  stack: Stack,
  proxy: DrainingProxy,
  accepted: readonly Accepted[],
  { note, signal }: DrillContext,
): Promise<void> {
  const client = () => createClient({ baseUrl: proxy.address });
  await onDatabase(stack.databaseUrl, async (database) => {
    for (const end = Date.now() + SETTLE_MS; ; await pause(500, undefined, { signal })) {
      const { rows } = await database.query(
        `select count(*)::int as open from lectures where state = 'processing'`,
      );
      if (rows[0].open === 0) break;
      assert.ok(Date.now() < end, `${rows[0].open} lectures are still being worked on.`);
    }
    const { states, objectsRead, broken } = await judge(accepted, database, client);
    note(
      `Lectures: ${Object.entries(states)
        .map(([state, count]) => `${count} ${state}`)
        .join(', ')}; ${objectsRead} recordings and exports read back with their hash.`,
    );
    assert.deepEqual(broken, []);
    assert.ok(!('failed' in states), 'Lectures failed.');
    const { rows } = await database.query(
      `select count(*)::int as runs, count(*) filter (where state = 'succeeded')::int as good from stage_runs`,
    );
    note(
      `${rows[0].runs} stage runs, ${rows[0].good} of them succeeded, none twice for a stage; the rest were handed back by a worker that stopped.`,
    );
  });
  assert.deepEqual(stack.crashes, []);
  note(`Requests by process: ${[...proxy.served.values()].join(', ')}.`);
}
