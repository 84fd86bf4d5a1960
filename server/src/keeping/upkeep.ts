import { type ProblemCode, toProblem } from '@pegasus/core/problem.ts';
import type { UpkeepFailure } from '../db/keeping-tables.ts';
import { closeUpkeepRun, lastUpkeep, openUpkeepRun, touchUpkeepRun } from '../db/upkeep-runs.ts';
import type { Services } from '../services.ts';
import type { Tools } from '../stages/define.ts';
import type { UpkeepReport, UpkeepTask } from './define.ts';

const HEARTBEAT_MS = 20_000;
/** More are counted and not kept. */
const MOST_FAILURES = 100;

export interface UpkeepResult {
  task: string;
  outcome: 'succeeded' | 'failed' | 'interrupted';
  counts: Record<string, number>;
  failures: UpkeepFailure[];
}

/**
 * Runs a task once and writes down how it went. Undefined when it runs somewhere already. Single failures
 * make the run `failed` but do not stop it.
 */
export async function runUpkeep(
  services: Services,
  tools: Tools,
  task: UpkeepTask,
  signal: AbortSignal,
): Promise<UpkeepResult | undefined> {
  const { kysely } = services.database;
  const id = services.newId();
  if (!(await openUpkeepRun(kysely, { id, task: task.name, at: services.now() }))) return undefined;
  const log = services.log.child({ task: task.name, upkeepRunId: id });
  const { report, counts, failures } = createReport(services, task.name);
  const lost = new AbortController();
  const timer = setInterval(() => {
    touchUpkeepRun(kysely, id, services.now()).then(
      (ours) => !ours && lost.abort(new Error('Another run took over.')),
      (error) => log.warn({ err: error }, 'heartbeat failed'),
    );
  }, HEARTBEAT_MS);
  const both = AbortSignal.any([signal, lost.signal]);
  try {
    await task.run(services, tools, report, both);
  } catch (error) {
    if (!both.aborted) {
      const { code } = toProblem(error);
      log.error({ err: error, code }, 'upkeep failed');
      report.fail('run', '', code);
    }
  } finally {
    clearInterval(timer);
  }
  const outcome = both.aborted ? 'interrupted' : failures.length > 0 ? 'failed' : 'succeeded';
  await closeUpkeepRun(kysely, id, { at: services.now(), outcome, counts, failures });
  services.metrics.count('pegasus_upkeep_runs_total', { task: task.name, outcome });
  log[outcome === 'failed' ? 'error' : 'info']({ outcome, counts, failures: failures.length }, 'upkeep ran');
  return { task: task.name, outcome, counts, failures };
}

function createReport(services: Services, task: string) {
  const counts: Record<string, number> = {};
  const failures: UpkeepFailure[] = [];
  const count = (what: string, by = 1) => {
    counts[what] = (counts[what] ?? 0) + by;
  };
  const report: UpkeepReport = {
    count,
    fail: (what: string, subject: string, code: ProblemCode) => {
      services.metrics.count('pegasus_upkeep_failures_total', { task, what, reason: code });
      count('failures');
      if (failures.length < MOST_FAILURES) failures.push({ what, subject, code });
    },
  };
  return { report, counts, failures };
}

/**
 * Runs the tasks that are due. What is due stands in the database and not in the clock of the queue, so a
 * machine that sleeps at the set time does it when it wakes.
 */
export async function runDueUpkeep(
  services: Services,
  tools: Tools,
  tasks: readonly UpkeepTask[],
  signal: AbortSignal,
): Promise<void> {
  const last = await lastUpkeep(services.database.kysely);
  for (const task of tasks) {
    if (signal.aborted) return;
    const every = task.everySeconds(services);
    const started = last.get(task.name)?.started.getTime();
    if (every === undefined) continue;
    if (started !== undefined && services.now().getTime() - started < every * 1000) continue;
    await runUpkeep(services, tools, task, signal);
  }
}
