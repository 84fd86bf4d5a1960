import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Alert, runbookOf, type Scenario } from '@pegasus/server/alerts/define.ts';
import { alerts } from '@pegasus/server/alerts/registry.ts';
import { alertmanagerConfig } from '../alertmanager/config.ts';
import { compress, STEP_SECONDS } from '../prometheus/compress.ts';
import { startPlayer } from '../prometheus/player.ts';
import { alertRules } from '../prometheus/rules.ts';
import { startAlertmanager, startPrometheus } from '../prometheus/servers.ts';
import { type Sinks, startSinks } from '../prometheus/sinks.ts';
import type { LaunchContext, LaunchItem } from './define.ts';

/** Seconds that Alertmanager waits, in keeping with plays that are faster than life. */
const PACE = { groupWait: 0, groupInterval: 1, repeat: 3600 };
/** The first points of a long silence, left out: what happens before an alert can come is not worth playing. */
const MOST_STEPS = 85;

interface Play {
  name: string;
  alert: Alert;
  scenario: Scenario;
}

export const alertsReach: LaunchItem = {
  id: '5.3',
  title: 'Alerts on failure spikes and queue backlog',
  endpoint: 'ops/generated/prometheus/alerts.yaml, ops/generated/alertmanager.yaml; server/src/alerts',
  sabotages: [
    {
      breaks: 'a failing stage is told of only after hundreds of failures',
      file: 'server/src/alerts/stage-alerts.ts',
      find: 'both(atLeast(failed, 3), above(ratio(failed, ended), 0.3))',
      replace: 'both(atLeast(failed, 300), above(ratio(failed, ended), 0.3))',
    },
    {
      breaks: 'nobody gets a mail',
      file: 'ops/alertmanager/config.ts',
      find: "receiver: 'on-call',\n      group_by",
      replace: "receiver: 'watchdog',\n      group_by",
    },
  ],
  async prove(context) {
    const plays = choosePlays();
    const sinks = await startSinks();
    const player = await startPlayer(new Map(plays.map(({ name, scenario }) => [name, scenario])));
    const closers = [() => player.stop(), () => sinks.stop()];
    try {
      const alertmanager = await startAlertmanager(join(context.scratch, 'alertmanager'), routes(sinks));
      closers.push(() => alertmanager.stop());
      const prometheus = await startPrometheus({
        folder: join(context.scratch, 'prometheus'),
        targets: { plays: [player.target] },
        // At the pace of production a short play would come and go between two looks.
        rules: [
          alertRules(
            [
              ...plays.map(({ alert, scenario, name }) => compress(alert, scenario, name)),
              ...alerts.filter(({ severity }) => severity === 'watchdog'),
            ],
            STEP_SECONDS,
          ),
        ],
        seconds: STEP_SECONDS,
        alertmanager: alertmanager.address,
      });
      closers.push(() => prometheus.stop());
      await listen(context, plays, sinks);
    } finally {
      for (const close of closers.reverse()) await close();
    }
  },
};

/** For each alert the first of its scenarios, which comes and goes; the watchdog never goes. */
function choosePlays(): Play[] {
  return alerts.flatMap((alert) => {
    const [scenario] = alert.scenarios;
    const name = `${alert.name}${alert.labels?.speed ?? ''}${objectiveOf(scenario)}`;
    return scenario && alert.severity !== 'watchdog' ? [{ name, alert, scenario: shorten(scenario) }] : [];
  });
}

function objectiveOf(scenario: Scenario | undefined): string {
  return scenario?.series[0]?.labels.objective ?? '';
}

function shorten(scenario: Scenario): Scenario {
  const firsts = scenario.series.map(({ values: [first] }) => (first && 'times' in first ? first.times : 0));
  const cut = Math.max(0, Math.min(...firsts, stepsOf(scenario) - MOST_STEPS));
  return {
    ...scenario,
    series: scenario.series.map((each) => {
      const [first, ...rest] = each.values;
      if (!first || 'gap' in first) return each;
      const later = { ...first, from: first.from + cut * first.by, times: first.times - cut };
      return { ...each, values: [later, ...rest] };
    }),
    expect: scenario.expect.map((each) => ({ ...each, at: each.at - cut * scenario.every })),
  };
}

function stepsOf({ series }: Scenario): number {
  const lengths = series.map(({ values }) =>
    values.reduce((sum, part) => sum + ('gap' in part ? part.gap : part.times + 1), 0),
  );
  return Math.max(...lengths);
}

function routes(sinks: Sinks): object {
  const mail = {
    to: 'on-call@example.org',
    from: 'pegasus@example.org',
    smarthost: sinks.mail,
    requireTls: false,
  };
  const receivers = { webhook: sinks.webhook, watchdog: sinks.watchdog, mail };
  // Played all at once, the causes would silence what follows from them; that they do is not tried here.
  const config = alertmanagerConfig(alerts, receivers, PACE);
  return { ...config, inhibit_rules: [] };
}

/** Waits until every alert was heard coming and going, by webhook and by mail. */
async function listen({ evidence, note, signal }: LaunchContext, plays: Play[], sinks: Sinks): Promise<void> {
  const missing = () =>
    plays.flatMap(({ name }) =>
      (['firing', 'resolved'] as const)
        .filter((status) => !sinks.heard.some((each) => each.labels.play === name && each.status === status))
        .map((status) => `${name} ${status}`),
    );
  const unwritten = () =>
    sinks.heard
      .map(({ status, annotations }) => `${status}: ${annotations.summary}`)
      .filter((line) => !sinks.letters.some((text) => text.includes(line)));
  const last = performance.now() + (MOST_STEPS * STEP_SECONDS + 60) * 1000;
  // A mail of a group comes a moment after its webhook.
  while ([...missing(), ...unwritten()].length > 0 && performance.now() < last)
    await pause(500, undefined, { signal });
  await writeFile(join(evidence, 'heard.json'), JSON.stringify(sinks.heard, undefined, 2));
  await writeFile(join(evidence, 'letters.txt'), sinks.letters.join('\n\n'));
  assert.deepEqual(missing(), [], 'Not heard by the webhook.');
  assert.deepEqual([...new Set(unwritten())], [], 'Heard by the webhook and in no mail.');

  for (const { name, alert, scenario } of plays) {
    const { labels, annotations } =
      sinks.heard.find((each) => each.labels.play === name) ?? assert.fail(name);
    const expected = scenario.expect.flatMap(({ firing }) => firing)[0] ?? {};
    for (const [label, value] of Object.entries(expected)) assert.equal(labels[label], value, name);
    assert.equal(annotations.runbook, runbookOf(alert), name);
    const page = runbookOf(alert);
    assert.ok(
      sinks.letters.some((text) => text.includes(annotations.summary ?? name) && text.includes(page)),
      `No mail tells of ${name} with ${page}.`,
    );
  }
  const stages = new Set(sinks.heard.map(({ labels }) => labels.stage).filter(Boolean));
  note(
    `${plays.length} alerts came and went; each reached the webhook and a mailbox when it came and when it went, with its runbook.`,
  );
  note(`Stages named: ${[...stages].join(', ')}. ${sinks.letters.length} mails.`);
  assert.ok(sinks.heardWatchdog.length > 0, 'The watchdog was not heard.');
  note('The watchdog was heard on its own way.');
}
