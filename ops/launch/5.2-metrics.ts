import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { seriesOf } from '@pegasus/server/alerts/expression.ts';
import { alerts } from '@pegasus/server/alerts/registry.ts';
import { dashboards } from '../dashboards/registry.ts';
import { startWatchedStack, type WatchedStack } from '../prometheus/watched-stack.ts';
import type { LaunchItem } from './define.ts';
import { handIn } from './hand-in.ts';

export const metricsEmitted: LaunchItem = {
  id: '5.2',
  title: 'Metrics',
  endpoint: 'GET /metrics of API and worker; server/src/metrics.ts, docs/metrics.md',
  sabotages: [
    {
      breaks: 'queue depth is no longer told',
      file: 'server/src/figures.ts',
      find: "      set('pegasus_stage_open_runs', { stage, state: 'waiting' }, 0);\n",
      replace: '',
    },
    {
      breaks: 'a rule names a label that is not there',
      file: 'server/src/stages/count-run.ts',
      find: "metrics.count('pegasus_objective_events_total', { objective, verdict });\n}\n\n/**",
      replace: '}\n\n/**',
    },
  ],
  async prove(context) {
    const { evidence, note, root } = context;
    const watched = await startWatchedStack(context);
    try {
      const file = join(root, 'fixtures/sample-lecture.m4a');
      const lecture = await handIn(watched.stack.client(), context, {
        file,
        courseName: 'Metrics',
        preset: 'exam',
      });
      assert.equal(lecture.state, 'ready', lecture.problem?.detail);
      await pause(6000);
      const wanted = new Map<string, Set<string>>();
      for (const { name, labels } of alerts.flatMap(({ condition }) => seriesOf(condition)))
        if (!ELSEWHERE.has(name)) wanted.set(name, new Set([...(wanted.get(name) ?? []), ...labels]));
      const missing = await missingSeries(watched, wanted);
      await writeFile(join(evidence, 'series.json'), JSON.stringify([...wanted.keys()].sort(), undefined, 2));
      assert.deepEqual(missing, []);
      note(
        `All ${wanted.size} series but ${[...ELSEWHERE].join(', ')}, which is only told with https under a public address, that alerts read are told by API and worker, with the labels they use.`,
      );
      await panelsHaveSeries(watched);
      note('Every metric that a panel names is there.');
      await depthIsTold(watched);
      note('Depth and age of the queue, run times, failures, retries and workers were asked of Prometheus.');
    } finally {
      await watched.stop();
    }
  },
};

/** Told only where there is a certificate; a test of its own reads the date of one. */
const ELSEWHERE: ReadonlySet<string> = new Set(['pegasus_certificate_seconds']);

async function missingSeries(
  { prometheus }: WatchedStack,
  wanted: ReadonlyMap<string, ReadonlySet<string>>,
): Promise<string[]> {
  const missing: string[] = [];
  for (const [name, labels] of wanted) {
    const [found] = await prometheus.query(name);
    if (!found) missing.push(name);
    else for (const label of labels) if (!(label in found.labels)) missing.push(`${name}{${label}}`);
  }
  return missing;
}

async function panelsHaveSeries({ prometheus }: WatchedStack): Promise<void> {
  const names = new Set(
    dashboards
      .flatMap(({ rows }) => rows.flatMap(({ panels }) => panels.flatMap(({ queries }) => queries)))
      .flatMap(({ expr }) => expr.match(/\b(pegasus|nodejs|process)_[a-z0-9_]+/g) ?? []),
  );
  for (const name of names) {
    const found = await prometheus.query(`count(${name})`);
    assert.ok(found.length > 0, `A panel names ${name}, which nobody tells.`);
  }
}

async function depthIsTold({ prometheus }: WatchedStack): Promise<void> {
  for (const stage of ['ingest', 'transcribe', 'generate', 'export']) {
    const depth = await prometheus.query(`pegasus_stage_open_runs{stage="${stage}",state="waiting"}`);
    assert.ok(depth.length > 0, `Nobody tells how many wait for ${stage}.`);
    const [runs] = await prometheus.query(
      `sum(pegasus_stage_run_seconds_count{stage="${stage}",outcome="succeeded"})`,
    );
    assert.equal(runs?.value, 1, `One run of ${stage} succeeded.`);
  }
  const [workers] = await prometheus.query('max(pegasus_workers)');
  assert.equal(workers?.value, 1);
}
