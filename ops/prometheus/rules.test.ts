import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import { promisify } from 'node:util';
import { alerts } from '@pegasus/server/alerts/registry.ts';
import { stringify } from 'yaml';
import { findProgram } from '../../fixtures/servers/find-program.ts';
import { hasten } from './hasten.ts';
import { ruleTest } from './rule-tests.ts';
import { alertRules, objectiveRules } from './rules.ts';

const run = promisify(execFile);

let folder: string;
let promtool: string;
before(async () => {
  promtool = findProgram('promtool', ['prometheus']);
  folder = await mkdtemp(join(tmpdir(), 'pegasus-rules-'));
});
after(() => rm(folder, { recursive: true, force: true }));

async function write(name: string, content: object): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, stringify(content, { aliasDuplicateObjects: false }));
  return path;
}

test('Prometheus accepts all rules', async () => {
  const files = [
    await write('alerts.yaml', alertRules(alerts)),
    await write('objectives.yaml', objectiveRules()),
  ];
  await run(promtool, ['check', 'rules', ...files]);
});

test('Prometheus accepts the rules of a life that is faster', async () => {
  const hurried = alerts.map((alert) => hasten(alert, { factor: 5, limits: true }));
  await run(promtool, ['check', 'rules', await write('hurried.yaml', alertRules(hurried, 3))]);
});

suite('Prometheus hears of a scenario what the server hears', () => {
  alerts.forEach((alert, index) => {
    alert.scenarios.forEach((scenario, part) => {
      const { speed = '' } = alert.labels ?? {};
      test(`${alert.name} ${speed}: ${scenario.title}`, async () => {
        const rules = `${index}-rules.yaml`;
        await write(rules, alertRules([alert]));
        const file = await write(`${index}-${part}-test.yaml`, ruleTest(alert, scenario, rules));
        const told = await run(promtool, ['test', 'rules', file]).catch((error: unknown) => error);
        assert.match(String((told as { stdout?: string }).stdout), /SUCCESS/, JSON.stringify(told));
      });
    });
  });
});
