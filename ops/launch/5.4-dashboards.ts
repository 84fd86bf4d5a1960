import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { dashboards } from '../dashboards/registry.ts';
import { startWatchedStack } from '../prometheus/watched-stack.ts';
import type { LaunchContext, LaunchItem } from './define.ts';
import { handIn } from './hand-in.ts';
import { proveOperationsPage } from './operations-page.ts';
import { recordLive } from './record-live.ts';

export const dashboardsHaveData: LaunchItem = {
  id: '5.4',
  title: 'Dashboards of per-stage timings',
  endpoint: 'ops/generated/grafana; ops/dashboards; /operations in the app, GET /api/operations',
  // A stack that is watched, and then the product with its page in a browser.
  minutes: 12,
  sabotages: [
    {
      breaks: 'a panel asks for a figure that nobody tells',
      file: 'ops/dashboards/stages.ts',
      find: "'pegasus_stage_wait_seconds'",
      replace: "'pegasus_stage_queue_seconds'",
    },
    {
      breaks: 'the server writes no mail of alerts',
      file: 'server/src/on-call/ways.ts',
      find: 'if (alertMail.length > 0) {',
      replace: 'if (alertMail.length > 1000) {',
    },
    {
      breaks: 'the page does not say why a stage fails',
      file: 'app/src/screens/operations/stage-card.tsx',
      find: '{facts.failures.length > 0 ? (',
      replace: '{facts.failures.length > 1000 ? (',
    },
  ],
  async prove(context) {
    await proveDashboards(context);
    await proveOperationsPage(context);
  },
};

/** How long the sample lecture lasts. */
const SAMPLE_SECONDS = 330;

async function proveDashboards(context: LaunchContext): Promise<void> {
  const { evidence, note, root } = context;
  const watched = await startWatchedStack(context, {
    // How well it hears is not what is asked here.
    PEGASUS_TEST_SPEECH_MILLISECONDS: '200',
  });
  try {
    const client = watched.stack.client();
    const file = join(root, 'fixtures/sample-lecture.m4a');
    // It takes as long as it lasts; what else happens, happens meanwhile.
    const live = recordLive(client, context, { file, courseName: 'Live', seconds: SAMPLE_SECONDS });
    const lecture = await handIn(client, context, { file, courseName: 'Dashboards', preset: 'exam' });
    assert.equal(lecture.state, 'ready', lecture.problem?.detail);
    await pause(6000);
    // A figure of growth needs something to happen while somebody looks.
    for (const preset of ['beginner', 'seminar'])
      await handIn(client, context, { file, courseName: preset, preset });
    await live;
    await pause(6000);
    const seen: Record<string, number> = {};
    const empty: string[] = [];
    for (const { title, rows } of dashboards) {
      for (const panel of rows.flatMap(({ panels }) => panels)) {
        for (const { expr } of panel.queries) {
          const series = await watched.prometheus.query(expr);
          const told = series.filter(({ value }) => Number.isFinite(value)).length;
          seen[`${title} · ${panel.title} · ${expr}`] = told;
          if (told === 0) empty.push(`${title} · ${panel.title} · ${expr}`);
        }
      }
    }
    await writeFile(join(evidence, 'panels.json'), JSON.stringify(seen, undefined, 2));
    assert.deepEqual(empty, [], 'Panels without data.');
    note(
      `${Object.keys(seen).length} queries of ${dashboards.length} dashboards, asked of a real Prometheus: each has data.`,
    );
    const firing = await watched.prometheus.query('ALERTS{alertstate="firing",severity!="watchdog"}');
    assert.deepEqual(firing, [], 'An alert fires in a healthy run.');
    note('No alert fired in this healthy run.');
  } finally {
    await watched.stop();
  }
}
