import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { openAsBlob } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createClient } from '@pegasus/core/client.ts';
import { Health } from '@pegasus/core/health.ts';
import { onDatabase } from '../drills/places.ts';
import { type Stack, startStack } from '../stack/stack.ts';
import { type Door, startDoor } from '../torture/door.ts';
import type { LaunchContext, LaunchItem } from './define.ts';

/** What is promised. */
const RED_WITHIN_MS = 10_000;
const GREEN_WITHIN_MS = 10_000;
const LIVE_P99_MS = 100;
/** Fewer answers than this say nothing of the slowest hundredth. */
const LEAST_ANSWERS = 500;
const LECTURES = 4;

export const health: LaunchItem = {
  id: '7.2',
  title: 'Health and readiness',
  endpoint: 'GET /health/live, /health/ready, /health/startup, of `pegasus api` and `pegasus worker`',
  sabotages: [
    {
      breaks: 'readiness does not ask the store',
      file: 'server/src/http/health.ts',
      find: '    storage: () => storage.check(),',
      replace: '    storage: async () => void storage,',
    },
    {
      breaks: 'a part that says nothing at all is waited for',
      file: 'server/src/http/health.ts',
      find: 'const PATIENCE_MS = 1000;',
      replace: 'const PATIENCE_MS = 60_000;',
    },
    {
      breaks: 'the reasons are told to everybody',
      file: 'server/src/http/health.ts',
      find: '  return { status, parts, version };',
      replace: '  return arguments[0] as Health;',
    },
    {
      breaks: 'the process is busy for a while before it answers that it lives',
      file: 'server/src/http/handlers.ts',
      find: '    live: async () => forEverybody(health.live()),',
      replace:
        '    live: async () => { for (const end = Date.now() + 120; Date.now() < end; ); return forEverybody(health.live()); },',
    },
  ],
  prove,
};

/** A process whose health is asked for. */
interface Asked {
  name: string;
  address: string;
}

async function prove(context: LaunchContext): Promise<void> {
  const { root, scratch, evidence, note } = context;
  const doors: Record<'postgres' | 's3', Door | undefined> = { postgres: undefined, s3: undefined };
  const stack = await startStack({
    root,
    scratch,
    evidence,
    apis: 1,
    workers: 0,
    between: async (ports) => {
      doors.postgres = await startDoor(ports.postgres);
      doors.s3 = await startDoor(ports.s3);
      return { postgres: doors.postgres.port, s3: doors.s3.port };
    },
  });
  try {
    const token = randomBytes(24).toString('hex');
    const worker = await stack.start('worker', { PEGASUS_WORKER_PORT: '0' });
    const online = await stack.start('api', {
      PEGASUS_ACCOUNTS: 'on',
      PEGASUS_SECRET: randomBytes(32).toString('hex'),
      PEGASUS_METRICS_TOKEN: token,
    });
    assert.ok(worker.figures, 'The worker tells no health.');
    const [api] = stack.processes.filter(({ part }) => part === 'api');
    const asked = [
      { name: 'API', address: api?.address ?? '' },
      { name: 'worker', address: worker.figures },
    ];
    for (const { name, address } of asked)
      assert.equal((await fetch(`${address}/health/startup`)).status, 200, `The ${name} has not started.`);
    const { postgres, s3 } = doors;
    assert.ok(postgres && s3);
    await reasonsForOperators({ s3, address: online.address, token });
    note('Reasons: none for a stranger; for the token of the figures the code and what it met.');
    await tellsLosses(stack, { postgres, s3 }, asked, context);
    await livesWhileWorking(stack, asked, context);
  } finally {
    for (const door of Object.values(doors)) await door?.close();
    await stack.stop();
  }
}

/** How long `/health/live` takes while every stage works on lectures, recordings among them. */
async function livesWhileWorking(
  stack: Stack,
  asked: readonly Asked[],
  { root, signal, note }: LaunchContext,
): Promise<void> {
  const client = createClient({ baseUrl: asked[0]?.address ?? '' });
  const { id: courseId } = await client.createCourse({ body: { name: 'Health' }, signal });
  const ids: string[] = [];
  for (let place = 0; place < LECTURES; place++) {
    const path = join(
      root,
      place % 2 ? 'fixtures/transcripts/cells-1-membranes.json' : 'fixtures/sample-lecture.m4a',
    );
    const file = { name: `${place}${path.slice(path.lastIndexOf('.'))}`, content: await openAsBlob(path) };
    ids.push((await client.createLecture({ form: { courseId, preset: 'exam' }, file, signal })).id);
  }
  const open = async () => {
    const states = await Promise.all(
      ids.map(async (lectureId) => (await client.getLecture({ params: { lectureId }, signal })).state),
    );
    assert.ok(!states.includes('failed'), 'A lecture failed.');
    return states.includes('processing');
  };
  const times = new Map(asked.map(({ name }) => [name, [] as number[]]));
  for (let working = true, looked = 0; working || answersOf(times) < LEAST_ANSWERS; ) {
    for (const { name, address } of asked) {
      const begun = performance.now();
      const response = await fetch(`${address}/health/live`, { signal });
      await response.arrayBuffer();
      assert.equal(response.status, 200);
      times.get(name)?.push(performance.now() - begun);
    }
    await pause(10, undefined, { signal });
    if (Date.now() - looked < 1000) continue;
    looked = Date.now();
    working = await open();
    if (!working) break;
  }
  for (const [name, taken] of times) {
    const sorted = taken.toSorted((a, b) => a - b);
    const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
    note(
      `${name}: ${sorted.length} answers of /health/live while ${LECTURES} lectures went through: median ${at(0.5).toFixed(1)} ms, p99 ${at(0.99).toFixed(1)} ms, slowest ${at(1).toFixed(0)} ms.`,
    );
    assert.ok(sorted.length >= LEAST_ANSWERS, `Only ${sorted.length} answers of the ${name} were measured.`);
    assert.ok(
      at(0.99) < LIVE_P99_MS,
      `The ${name} takes ${at(0.99).toFixed(0)} ms at p99 to say that it lives.`,
    );
  }
  assert.deepEqual(stack.crashes, []);
}

function answersOf(times: ReadonlyMap<string, readonly number[]>): number {
  return Math.min(...[...times.values()].map(({ length }) => length));
}

/** Takes each of the parts away and gives it back, and looks how soon both processes say so. */
async function tellsLosses(
  stack: Stack,
  { postgres, s3 }: Record<'postgres' | 's3', Door>,
  asked: readonly Asked[],
  { note, signal }: LaunchContext,
): Promise<void> {
  const schema = (from: string, to: string) =>
    onDatabase(stack.postgres.url('pegasus'), async (client) => {
      await client.query(`alter schema ${from} rename to ${to}`);
    });
  const losses = [
    {
      what: 'the database server is killed',
      part: 'database',
      lose: () => stack.postgres.kill(),
      giveBack: () => stack.postgres.start(),
    },
    {
      what: 'the database falls silent',
      part: 'database',
      lose: async () => postgres.setLatency(2 * RED_WITHIN_MS),
      giveBack: async () => {
        postgres.setLatency(0);
        // What was held back is lost, as with a network that was away.
        postgres.reset();
      },
    },
    {
      what: 'the store is killed',
      part: 'storage',
      lose: () => stack.s3.kill(),
      giveBack: () => stack.s3.start(),
    },
    {
      what: 'the store answers 503',
      part: 'storage',
      lose: async () => s3.answerWith('503 Service Unavailable'),
      giveBack: async () => s3.answerWith(undefined),
    },
    {
      what: 'the tables of the queue are gone',
      part: 'queue',
      lose: () => schema('pgboss', 'pgboss_away'),
      giveBack: () => schema('pgboss_away', 'pgboss'),
    },
  ];
  for (const { what, part, lose, giveBack } of losses) {
    await lose();
    const red = await allBecome(asked, 'failing', part, RED_WITHIN_MS, signal);
    for (const { name, address } of asked)
      assert.equal((await fetch(`${address}/health/live`)).status, 200, `The ${name} died when ${what}.`);
    await giveBack();
    const green = await allBecome(asked, 'ok', part, GREEN_WITHIN_MS, signal);
    note(`When ${what}: red after ${red}, green again after ${green}.`);
  }
}

/** Each process says so of the part in time; gives how long each took. */
async function allBecome(
  asked: readonly Asked[],
  state: 'ok' | 'failing',
  part: string,
  withinMs: number,
  signal: AbortSignal,
): Promise<string> {
  const begun = performance.now();
  const taken = await Promise.all(
    asked.map(async ({ name, address }) => {
      for (;;) {
        const response = await fetch(`${address}/health/ready`, { signal });
        const { status, parts } = Health.parse(await response.json());
        const seen = performance.now() - begun;
        assert.equal(response.status, status === 'ok' ? 200 : 503);
        if (state === 'failing' ? parts[part] === 'failing' : status === 'ok')
          return `${(seen / 1000).toFixed(1)} s (${name})`;
        assert.ok(
          seen < withinMs,
          `After ${withinMs / 1000} s the ${name} still says that ${part} is ${parts[part]}, where it should be ${state}.`,
        );
        await pause(100, undefined, { signal });
      }
    }),
  );
  return taken.join(', ');
}

async function reasonsForOperators({ s3, address, token }: { s3: Door; address: string; token: string }) {
  const ask = async (bearer?: string) => {
    const headers: Record<string, string> = bearer ? { authorization: `Bearer ${bearer}` } : {};
    const response = await fetch(`${address}/health/ready`, { headers });
    return Health.parse(await response.json());
  };
  s3.answerWith('503 Service Unavailable');
  try {
    for (const end = Date.now() + RED_WITHIN_MS; (await ask()).status === 'ok'; await pause(100))
      assert.ok(Date.now() < end, 'It does not notice that the store is away.');
    const stranger = await ask();
    assert.equal(stranger.reasons, undefined, 'A stranger is told why it fails.');
    assert.equal(stranger.commit, undefined, 'A stranger is told which commit runs.');
    const operator = await ask(token);
    assert.match(operator.reasons?.storage ?? '', /^storage-unavailable/, 'An operator is told why.');
    assert.ok(operator.commit, 'An operator is told which commit runs.');
  } finally {
    s3.answerWith(undefined);
  }
}
