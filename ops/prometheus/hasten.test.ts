import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { Alert } from '@pegasus/server/alerts/define.ts';
import { toPromql } from '@pegasus/server/alerts/promql.ts';
import { alerts } from '@pegasus/server/alerts/registry.ts';
import { hasten } from './hasten.ts';

const named = (name: string): Alert =>
  alerts.find((alert) => alert.name === name) ?? assert.fail(`There is no ${name}.`);
const hastened = (name: string) => {
  const alert = hasten(named(name), { factor: 5, limits: true });
  return { rule: toPromql(alert.condition), waits: alert.forSeconds };
};

suite('a life that is five times as fast', () => {
  test('has shorter windows and waits, and as many failures', () => {
    const { rule, waits } = hastened('PegasusStageFailing');
    assert.match(rule, /\[2m\]\)\) >= 3/);
    assert.equal(waits, 12);
  });

  test('has shorter limits where they are times', () => {
    assert.match(hastened('PegasusStageStill').rule, /> 42$/);
    assert.match(hastened('PegasusStageWaiting').rule, /> 180$/);
  });

  test('has the same signs of life, clocks and dates', () => {
    assert.match(hastened('PegasusStageStuck').rule, /> 90$/);
    assert.match(hastened('PegasusClockWrong').rule, /> 5$/);
    assert.match(hastened('PegasusQueueDeep').rule, /> 200$/);
  });

  test('judges only the series of its scope', () => {
    const { condition } = hasten(named('PegasusNoWorker'), { factor: 1, scope: { play: 'one' } });
    assert.equal(toPromql(condition), 'max(pegasus_workers{play="one"}) == 0');
  });
});
