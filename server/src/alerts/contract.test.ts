import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { Alert, Scenario } from './define.ts';
import { runbookOf, sentenceOf } from './define.ts';
import { keyOf } from './history.ts';
import { emptyHistory, scrapesOf } from './play.ts';
import { alerts } from './registry.ts';
import { watch } from './watch.ts';

/** What fires at each of the moments at which a scenario says so, judged after each scrape. */
function play(alert: Alert, scenario: Scenario): Map<number, string[]> {
  const history = emptyHistory(scenario);
  const watching = watch([alert], history);
  const heard = new Map<number, string[]>();
  for (const { at, samples } of scrapesOf(scenario)) {
    history.record(at, samples);
    const firing = watching.judge(at).filter((active) => active.firing);
    heard.set(at, firing.map(({ labels }) => keyOf(labels)).sort());
  }
  return heard;
}

for (const alert of alerts) {
  suite(`${alert.name} ${Object.values(alert.labels ?? {}).join(' ')}`, () => {
    for (const scenario of alert.scenarios) {
      test(scenario.title, () => {
        const heard = play(alert, scenario);
        for (const { at, firing } of scenario.expect) {
          assert.deepEqual(heard.get(at), firing.map(keyOf).sort(), `${at} seconds in`);
        }
      });
    }

    test('is shown firing and silent', () => {
      const moments = alert.scenarios.flatMap(({ expect }) => expect);
      assert.ok(moments.some(({ firing }) => firing.length > 0));
      assert.ok(alert.severity === 'watchdog' || moments.some(({ firing }) => firing.length === 0));
    });

    test('says what it is about in whole words', () => {
      for (const { firing } of alert.scenarios.flatMap(({ expect }) => expect)) {
        for (const labels of firing) assert.doesNotMatch(sentenceOf(alert, labels), /unknown|[{}]/);
      }
      assert.match(runbookOf(alert), /^ops\/runbooks\/[a-z-]+\.md$/);
    });
  });
}

test('no two alerts share name and labels', () => {
  const names = alerts.map(
    (alert) => `${alert.name} ${keyOf(alert.labels ?? {})} ${JSON.stringify(alert.condition)}`,
  );
  assert.equal(new Set(names).size, alerts.length);
});
