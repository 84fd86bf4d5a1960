import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { startBench } from '../drills/faults/bench.ts';
import type { Bench } from '../drills/faults/define.ts';
import type { LaunchItem } from './define.ts';

/** Sent each minute here, so that the proof need not wait long; production's fifteen are a setting. */
const SETTINGS = { PEGASUS_CANARY_MINUTES: '1', PEGASUS_CANARY_SECONDS: '120' };
const THROUGH_MS = 200_000;
const PROMISED_MS = 300_000;

export const canary: LaunchItem = {
  id: '8.5',
  title: 'Canary',
  endpoint: '`pegasus canary`, and by itself; GET /api/operations, /operations in the app',
  minutes: 12,
  sabotages: [
    {
      breaks: 'nobody is told of the stage at which a canary stops',
      file: 'server/src/keeping/canary.ts',
      find: "    services.metrics.count('pegasus_canary_failures_total', { stage: verdict.stage });\n",
      replace: '',
    },
    {
      breaks: 'canaries stay for ever',
      file: 'server/src/keeping/canary.ts',
      find: '  for (const { id } of items) await deleteLecture(',
      replace: '  for (const { id } of items.slice(1)) await deleteLecture(',
    },
  ],
  async prove(context) {
    const { note } = context;
    const bench = await startBench(context, SETTINGS);
    try {
      const first = await runAfter(bench, 0);
      assert.equal(first.outcome, 'succeeded', first.stoppedAt);
      await nothingIsLeft(bench);
      note(
        `A canary went through all four stages in ${first.seconds?.toFixed(1)} s and left nothing behind.`,
      );

      const figures = await figuresOf(bench);
      assert.match(figures, /pegasus_upkeep_runs_total\{task="canary",outcome="succeeded"\} [1-9]/);
      for (const objective of ['ingest-success', 'generate-success', 'ready-in-time'])
        assert.match(
          figures,
          new RegExp(`pegasus_objective_events_total\\{objective="${objective}",verdict="good"\\} [1-9]`),
        );
      assert.equal(
        (await bench.client.listLectures({ query: {} })).items.length,
        0,
        'Nobody sees it in a list.',
      );
      note('It feeds the figures of the objectives, and is in nobody’s list.');

      const begun = Date.now();
      await bench.setFault('generate', 'object-missing');
      const heard = () =>
        bench.sinks.heard.find(
          ({ status, labels }) => status === 'firing' && labels.alertname === 'PegasusCanaryFailing',
        );
      while (!heard() && Date.now() - begun < PROMISED_MS) await pause(250);
      const told = heard();
      assert.ok(told, 'A stage broke, and nobody was told within five minutes.');
      assert.equal(told.labels.stage, 'generate', 'It names the stage.');
      assert.equal(told.annotations.runbook, 'ops/runbooks/canary-failing.md');
      note(`A broken generate turned it red: told by name after ${((told.at - begun) / 1000).toFixed(1)} s.`);

      await bench.setFault('generate', undefined);
      const mended = Date.now();
      let last = await runAfter(bench, mended);
      // One that had begun before may still carry the fault.
      if (last.outcome !== 'succeeded') last = await runAfter(bench, Date.parse(last.startedAt) + 1);
      assert.equal(last.outcome, 'succeeded', last.stoppedAt);
      await nothingIsLeft(bench);
      const { runs } = (await bench.client.getOperations()).canary;
      assert.ok(
        runs.some(({ stoppedAt }) => stoppedAt?.startsWith('generate')),
        'The history says where it stopped.',
      );
      note(`Green again after that; ${runs.length} runs are in the history that operators see.`);
    } finally {
      await bench.stop();
    }
  },
};

/** The first run that began after a moment, when it has ended. */
async function runAfter({ client }: Bench, moment: number) {
  const last = Date.now() + THROUGH_MS;
  for (;;) {
    const { runs } = (await client.getOperations()).canary;
    const found = runs
      .filter(({ startedAt, outcome }) => Date.parse(startedAt) >= moment && outcome !== 'running')
      .at(-1);
    if (found) return found;
    assert.ok(Date.now() < last, 'No canary was sent.');
    await pause(500);
  }
}

async function nothingIsLeft({ postgres }: Bench): Promise<void> {
  const client = new pg.Client({ connectionString: postgres.url('pegasus') });
  await client.connect();
  try {
    for (const table of ['lectures', 'recordings', 'transcripts', 'artifacts', 'exports', 'stage_runs']) {
      const { rows } = await client.query(`select count(*)::int as rows from ${table}`);
      assert.equal(rows[0].rows, 0, `A canary left something in ${table}.`);
    }
  } finally {
    await client.end();
  }
}

/** What the processes count, of both together. */
async function figuresOf({ stack }: Bench): Promise<string> {
  const texts = await Promise.all(
    stack.processes.map(async ({ figures, address }) =>
      (await fetch(new URL('/metrics', figures ?? address))).text(),
    ),
  );
  return texts.join('\n');
}
