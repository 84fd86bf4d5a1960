import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Drill, DrillContext } from '../define.ts';
import { FACTOR, startBench } from './bench.ts';
import { faultCases } from './cases.ts';
import { type Bench, nameOf } from './define.ts';
import { type CaseResult, hearCase } from './hear.ts';

const HEALTHY = 'healthy';
const BETWEEN_MS = 15_000;
/** Promised: seconds until somebody is told, at the pace of the drill. */
const MOST_SECONDS = 120;

export const faultsDrill: Drill = {
  name: 'faults',
  about:
    'every part fails, is slow and hangs; who is on call hears it by webhook and mail, and when it is over',
  async run(context, { only = [], minutes = 12 }) {
    const wanted = (name: string, component = name) =>
      only.length === 0 || only.includes(name) || only.includes(component);
    const cases = faultCases.filter((fault) => wanted(nameOf(fault), fault.component));
    const healthy = wanted(HEALTHY);
    assert.ok(cases.length > 0 || healthy, `There is no such fault: ${only.join(', ')}.`);
    const bench = await startBench(context);
    try {
      context.note(
        `Looks every ${15 / FACTOR} s; windows, waits and limits in seconds are a ${FACTOR}th of production's.`,
      );
      if (healthy) await stayHealthy(bench, context, minutes);
      const results: CaseResult[] = [];
      for (const fault of cases) {
        const { alert, stage } = fault.expect;
        // Stages are told apart by their names; other parts silence what follows from them, so each waits its turn.
        const inTheWay = results.filter(
          (before) => stage === undefined || (before.alert === alert && before.stage === stage),
        );
        await Promise.all(inTheWay.map(({ over }) => over));
        const result = await hearCase(bench, fault);
        results.push(result);
        context.note(await lineOf(result, false));
      }
      await tell(context, results);
    } finally {
      await bench.stop();
    }
  },
};

async function tell({ note, evidence }: DrillContext, results: readonly CaseResult[]): Promise<void> {
  if (results.length === 0) return;
  const lines = await Promise.all(results.map((result) => lineOf(result, true)));
  const head = ['Fault', 'Alert', 'Stage', 'Webhook', 'Mail', 'Over after', 'Named right'];
  const table = [head.join(' | '), head.map(() => '---').join(' | '), ...lines];
  await writeFile(join(evidence, 'matrix.md'), `${table.map((line) => `| ${line} |`).join('\n')}\n`);
  note('The whole matrix:');
  for (const line of table) note(line);
  for (const { name, webhook, mail, wrong, over } of results) {
    assert.ok(webhook !== undefined && webhook <= MOST_SECONDS, `${name}: webhook after ${webhook} s.`);
    assert.ok(mail !== undefined, `${name}: no mail.`);
    assert.deepEqual(wrong, [], `${name}: something else was blamed.`);
    assert.ok((await over) !== undefined, `${name}: nobody was told that it is over.`);
  }
}

async function lineOf(result: CaseResult, whole: boolean): Promise<string> {
  const { name, alert, stage, webhook, mail, wrong } = result;
  const seconds = (value: number | undefined) => (value === undefined ? 'never' : `${value.toFixed(1)} s`);
  const over = whole ? seconds(await result.over) : '…';
  const right = webhook === undefined ? 'no' : wrong.length === 0 ? 'yes' : `no: ${wrong.join(', ')}`;
  return [name, alert, stage, seconds(webhook), seconds(mail), over, right].join(' | ');
}

/** Lectures come and go for some minutes, and nobody hears anything but the watchdog. */
async function stayHealthy(bench: Bench, { note }: DrillContext, minutes: number): Promise<void> {
  const begun = Date.now();
  let lectures = 0;
  while (Date.now() - begun < minutes * 60_000) {
    lectures += (await bench.handIn(1)).length;
    await pause(BETWEEN_MS);
  }
  const heard = bench.sinks.heard.map(({ labels }) => `${labels.alertname} ${labels.stage ?? ''}`.trim());
  assert.deepEqual(heard, [], 'Somebody was woken for nothing.');
  assert.ok(bench.sinks.heardWatchdog.length > 0, 'The watchdog was not heard.');
  note(
    `Healthy: ${lectures} lectures in ${minutes} min, as the rules see it ${minutes * FACTOR} min, without an alarm.`,
  );
}
