import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { alerts } from '@pegasus/server/alerts/registry.ts';
import { BURN_RATES, SLO_DAYS, SLOS } from '@pegasus/server/slo.ts';
import { findProgram } from '../../fixtures/servers/find-program.ts';
import type { LaunchItem } from './define.ts';

const run = promisify(execFile);

/** What was promised, written down apart from the code that keeps it. */
const PROMISED = {
  'ingest-success': 0.995,
  'generate-success': 0.99,
  'ready-in-time': 0.95,
  'live-ready-in-time': 0.95,
};

export const objectivesDefined: LaunchItem = {
  id: '5.1',
  title: 'SLOs',
  endpoint: 'server/src/slo.ts; ops/generated/prometheus, ops/generated/grafana, docs/objectives.md',
  sabotages: [
    {
      breaks: 'less is promised than was',
      file: 'server/src/slo.ts',
      find: 'objective: 0.995,',
      replace: 'objective: 0.9,',
    },
    {
      breaks: 'the rules say something else than the objectives',
      file: 'ops/generated/prometheus/alerts.yaml',
      find: 'name: pegasus-objective\n',
      replace: 'name: pegasus-objectives-of-yesterday\n',
    },
    {
      breaks: 'a budget that burns fast is told of late',
      file: 'server/src/alerts/objective-alerts.ts',
      find: 'const limit = Number((burn.factor * (1 - slo.objective)).toPrecision(6));',
      replace: 'const limit = Number((100 * burn.factor * (1 - slo.objective)).toPrecision(6));',
    },
  ],
  async prove({ root, note, signal }) {
    assert.equal(SLO_DAYS, 30);
    assert.deepEqual(Object.fromEntries(SLOS.map(({ id, objective }) => [id, objective])), PROMISED);
    note(`${SLOS.length} objectives over ${SLO_DAYS} days, as promised.`);

    const page = await readFile(join(root, 'docs/objectives.md'), 'utf8');
    for (const { title, objective } of SLOS)
      assert.ok(page.includes(`${title} | ${objective * 100} %`), title);
    const node = (...words: string[]) => run(process.execPath, words, { cwd: root, signal, maxBuffer: 1e8 });
    await node('scripts/generate.ts', '--check');
    note('Rules, dashboard and page are what the one file gives.');

    const burning = alerts.filter(({ cause }) => cause === 'objective');
    assert.equal(burning.length, SLOS.length * BURN_RATES.length);
    const promtool = findProgram('promtool', ['prometheus']);
    const rules = ['alerts', 'objectives'].map((name) => join(root, `ops/generated/prometheus/${name}.yaml`));
    await run(promtool, ['check', 'rules', ...rules], { signal });
    const tested = await node('scripts/test.ts', 'ops/prometheus/rules.test.ts', 'server/src/alerts');
    note(
      `promtool accepts the rules; their scenarios in both evaluators: ${tested.stdout.trim().split('\n').at(-1)}.`,
    );
  },
};
