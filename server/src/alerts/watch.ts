import type { Alert } from './define.ts';
import { holds } from './evaluate.ts';
import { type History, keyOf, type Labels } from './history.ts';

/** An alert for one set of labels, since its condition began to hold. */
export interface ActiveAlert {
  alert: Alert;
  labels: Labels;
  /** Seconds since 1970. */
  since: number;
  firing: boolean;
}

export interface Watch {
  /** Judges all alerts at a moment and returns those that hold; those with `firing` are to be told. */
  judge(at: number): ActiveAlert[];
}

/** Keeps in mind since when each condition holds, as Prometheus does between two evaluations. */
export function watch(alerts: readonly Alert[], history: History): Watch {
  let active = new Map<string, ActiveAlert>();
  return {
    judge: (at) => {
      const next = new Map<string, ActiveAlert>();
      for (const alert of alerts) {
        for (const { labels } of holds(alert.condition, history, at)) {
          const key = `${alert.name} ${keyOf(labels)}`;
          const since = active.get(key)?.since ?? at;
          next.set(key, { alert, labels, since, firing: at - since >= alert.forSeconds });
        }
      }
      active = next;
      return [...active.values()];
    },
  };
}
