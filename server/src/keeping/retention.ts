import { toProblem } from '@pegasus/core/problem.ts';
import type { Services } from '../services.ts';
import type { UpkeepReport } from './define.ts';
import { leftoverRules } from './leftover-rules.ts';
import { removeLeaving } from './remove-objects.ts';
import { type RetentionRule, retentionRules } from './retention-rules.ts';

const allRules = [...retentionRules, ...leftoverRules];

/** More than this of a kind leaves with the next run. */
const MOST = 5000;

/** What would leave now, by rule: a dry run. */
export async function dueForRetention(
  services: Services,
): Promise<{ what: string; due: number; bytes: number }[]> {
  return Promise.all(
    allRules.map(async (rule) => {
      const due = await rule.due(services, MOST);
      return { what: rule.what, due: due.length, bytes: due.reduce((sum, { bytes = 0 }) => sum + bytes, 0) };
    }),
  );
}

/** Removes what is due. What fails is told and counted, and everything else still leaves. */
export async function runRetention(
  services: Services,
  report: UpkeepReport,
  signal: AbortSignal,
): Promise<void> {
  for (const rule of allRules) await applyRule(services, rule, report, signal);
  const removed = await removeLeaving(services, (key, code) => report.fail('removed objects', key, code));
  if (removed > 0) report.count('removed objects', removed);
}

async function applyRule(
  services: Services,
  rule: RetentionRule,
  report: UpkeepReport,
  signal: AbortSignal,
): Promise<void> {
  const { what } = rule;
  let due: Awaited<ReturnType<RetentionRule['due']>>;
  try {
    due = await rule.due(services, MOST);
  } catch (error) {
    const { code } = toProblem(error);
    services.log.error({ err: error, code, what }, 'what is due could not be read');
    return report.fail(what, '', code);
  }
  for (const one of due) {
    signal.throwIfAborted();
    try {
      await rule.remove(services, one);
      report.count(what);
      services.metrics.count('pegasus_retention_removed_total', { what });
    } catch (error) {
      const { code } = toProblem(error);
      services.log.error({ err: error, code, what, subject: one.subject }, 'could not be removed');
      report.fail(what, one.subject, code);
    }
  }
}
