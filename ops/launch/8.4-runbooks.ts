import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startBench } from '../drills/faults/bench.ts';
import { fillDisk } from '../drills/faults/cases.ts';
import type { Bench } from '../drills/faults/define.ts';
import type { Heard } from '../prometheus/sinks.ts';
import { runCommand } from './command.ts';
import type { LaunchContext, LaunchItem } from './define.ts';

/** What the page of an alert is tried against: how the trouble comes about, and what whoever is on call does by hand. */
interface Incident {
  component: string;
  alert: string;
  begin(bench: Bench): Promise<void>;
  /** What the page tells to do outside of Pegasus, or to its processes, before any command. */
  byHand(bench: Bench): Promise<void>;
}

const TOLD_MS = 150_000;
const MENDED_MS = 260_000;

let emptyDisk: () => Promise<void> = async () => {};

const INCIDENTS: readonly Incident[] = [
  {
    component: 'provider',
    alert: 'PegasusProviderFailing',
    begin: async (bench) => {
      bench.provider.mood = 'failing';
      await bench.useProvider(true);
    },
    // PEGASUS_LANGUAGE=extractive, and the workers anew.
    byHand: (bench) => bench.useProvider(false),
  },
  {
    component: 'queue',
    alert: 'PegasusQueueDown',
    begin: (bench) => bench.onServer('drop schema pgboss cascade'),
    byHand: async (bench) => {
      await bench.stack.start('worker', { PEGASUS_WORKER_PORT: '0' });
    },
  },
  {
    component: 'storage',
    alert: 'PegasusStorageDown',
    begin: (bench) => bench.stack.s3.kill(),
    byHand: (bench) => bench.stack.s3.start(),
  },
  {
    component: 'database',
    alert: 'PegasusDatabaseDown',
    begin: (bench) => bench.postgres.kill(),
    byHand: (bench) => bench.postgres.start(),
  },
  {
    component: 'disk',
    alert: 'PegasusDiskFull',
    begin: async (bench) => {
      emptyDisk = await fillDisk(bench);
    },
    byHand: () => emptyDisk(),
  },
];

export const incidentRunbooks: LaunchItem = {
  id: '8.4',
  title: 'Incident runbooks',
  endpoint: 'ops/runbooks, a page an alert; the alert links it, and the page /operations shows it',
  // Five incidents, each until somebody is told that it is over.
  minutes: 14,
  sabotages: [
    {
      breaks: 'the page names a command that brings nothing back',
      file: 'ops/runbooks/provider-failing.md',
      find: '3. Then `npx pegasus dead-letters replay --all`.',
      replace: '3. Then `npx pegasus dead-letters list`.',
    },
    {
      breaks: 'the alert leads to a page that is not there',
      file: 'server/src/alerts/define.ts',
      find: 'words.toLowerCase()',
      replace: 'words',
    },
  ],
  async prove(context) {
    const bench = await startBench(context);
    try {
      for (const incident of INCIDENTS) await mendByPage(incident, bench, context);
    } finally {
      await bench.stop();
    }
  },
};

async function mendByPage(incident: Incident, bench: Bench, context: LaunchContext): Promise<void> {
  const { component, alert, begin, byHand } = incident;
  const { sinks, client } = bench;
  const begun = Date.now();
  // With work under way, so that what was cut off must come back too.
  const before = component === 'provider' || component === 'queue' ? 0 : 1;
  const lectures = before > 0 ? await bench.handIn(before) : [];
  if (component === 'queue') {
    await bench.setFault('ingest', 'hang');
    lectures.push(...(await bench.handIn(2)));
  }
  await begin(bench);
  if (component === 'provider') lectures.push(...(await bench.handIn(3)));
  const heard = (status: Heard['status']) =>
    sinks.heard.find((each) => each.at >= begun && each.status === status && each.labels.alertname === alert);
  const told = await until(() => heard('firing'), TOLD_MS, `Nobody is told of ${alert}.`);
  const seconds = ((told.at - begun) / 1000).toFixed(1);
  const page = basename(told.annotations.runbook ?? '');
  const text = await readFile(join(context.root, 'ops/runbooks', page), 'utf8');

  // Who is woken takes longer than a few tries of a lecture.
  if (component === 'provider') await untilGivenUp(bench, lectures);
  await byHand(bench);
  await bench.setFault('ingest', undefined);
  // What waited in a queue that was lost is only given up when it is missed.
  if (component === 'queue') await untilGivenUp(bench, lectures);
  const commands = commandsOf(text);
  for (const words of commands) {
    const { code, errors } = await runCommand(context, words, bench.stack.settings);
    assert.equal(
      code,
      0,
      `«pegasus ${words.join(' ')}» of ${page} ended with ${code}: ${errors.slice(-500)}`,
    );
  }
  await until(() => heard('resolved'), MENDED_MS, `${alert} is not over after ${page}.`);
  const [fresh] = await bench.handIn(1);
  for (const lectureId of [...lectures, fresh ?? '']) {
    for await (const { lecture } of client.followLecture({ params: { lectureId } }))
      if (lecture.state !== 'processing')
        assert.equal(lecture.state, 'ready', `${component}: ${lecture.problem?.title}`);
  }
  const ran = commands.map((words) => `pegasus ${words.join(' ')}`).join(', ') || 'no command';
  context.note(
    `${component}: told after ${seconds} s with ${page}; what it says to do (${ran}) mended it, ${lectures.length} lectures that it had hit are ready, and so is a new one.`,
  );
}

/** The commands under «Do» and «Decide», in their order; those that only look are run as well. */
function commandsOf(page: string): string[][] {
  const part = page.slice(page.indexOf('## Decide'), page.indexOf('## Undo'));
  return [...part.matchAll(/`npx pegasus ([^`]+)`/g)].map(([, words = '']) => words.split(/\s+/));
}

async function until<T>(find: () => T | undefined, patience: number, says: string): Promise<T> {
  const last = Date.now() + patience;
  for (;;) {
    const found = find();
    if (found !== undefined) return found;
    assert.ok(Date.now() < last, says);
    await pause(250);
  }
}

async function untilGivenUp({ client }: Bench, lectures: readonly string[]): Promise<void> {
  const last = Date.now() + MENDED_MS;
  for (const lectureId of lectures) {
    while ((await client.getLecture({ params: { lectureId } })).state === 'processing') {
      assert.ok(Date.now() < last, 'A lecture that was hit is neither worked on nor given up.');
      await pause(1000);
    }
  }
}
