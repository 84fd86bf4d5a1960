import { statfs } from 'node:fs/promises';
import type { AlertFacts, ObjectiveFacts, Operations, UpkeepFacts } from '@pegasus/core/operations.ts';
import { PROBLEMS } from '@pegasus/core/problem.ts';
import { STAGES } from '@pegasus/core/stage-run.ts';
import { type AlertNotice, listOpenNotices, listPastNotices } from '../db/alert-notices.ts';
import * as rows from '../db/operations.ts';
import { countOpenRuns } from '../db/stage-runs.ts';
import { listUpkeepRuns, type UpkeepRun } from '../db/upkeep-runs.ts';
import { listWorkers } from '../db/workers.ts';
import { RELEASE } from '../release.ts';
import type { Services } from '../services.ts';
import { isReadyInTime, LIVE_READY_SECONDS, type ObjectiveId, SLO_DAYS, SLOS } from '../slo.ts';
import { readRunbook } from './runbook.ts';
import { wordsOf } from './words.ts';

const HOURS = 24;
const MOST_PAST = 10;
const MOST_RUNS = 12;
const DAY_MS = 86_400_000;

/** What whoever is on call looks at first, from the rows: the same whichever process is asked. */
export async function tellOperations(services: Services, parts: Operations['parts']): Promise<Operations> {
  const { config, database, now } = services;
  const { kysely } = database;
  const at = now();
  const { bavail, blocks } = await statfs(config.data);
  const [canaries, backups] = [
    await listUpkeepRuns(kysely, 'canary', MOST_RUNS),
    await listUpkeepRuns(kysely, 'backup', MOST_RUNS),
  ];
  const lastBackup = backups.find(({ outcome }) => outcome === 'succeeded');
  return {
    at: at.toISOString(),
    release: RELEASE,
    hours: HOURS,
    objectiveDays: SLO_DAYS,
    stages: await tellStages(services, new Date(at.getTime() - (HOURS * DAY_MS) / 24)),
    alerts: {
      firing: await Promise.all((await listOpenNotices(kysely)).map(tellAlert)),
      past: await Promise.all((await listPastNotices(kysely, MOST_PAST)).map(tellAlert)),
    },
    objectives: await tellObjectives(services, new Date(at.getTime() - SLO_DAYS * DAY_MS)),
    parts,
    workers: (await listWorkers(kysely, at)).map((worker) => ({
      id: worker.id,
      version: worker.version,
      startedAt: worker.started_at.toISOString(),
      seenAt: worker.seen_at.toISOString(),
    })),
    openDeadLetters: await rows.countOpenLetters(kysely),
    diskFree: bavail / blocks,
    canary: { everyMinutes: config.canaryMinutes, runs: canaries.map(tellRun) },
    backup: {
      everyMinutes: config.backupUrl === '' ? 0 : config.backupMinutes,
      ...(lastBackup ? { ageSeconds: (at.getTime() - lastBackup.started_at.getTime()) / 1000 } : {}),
      runs: backups.map(tellRun),
    },
  };
}

async function tellStages({ database, now }: Services, since: Date): Promise<Operations['stages']> {
  const { kysely } = database;
  const open = await countOpenRuns(kysely, now());
  const spreads = await rows.readSpreads(kysely, since);
  const failures = await rows.readFailures(kysely, since);
  return STAGES.map((stage) => {
    const of = (state: string) => open.find((each) => each.stage === stage && each.state === state);
    const spread = spreads.find((each) => each.stage === stage);
    return {
      stage,
      waiting: of('waiting')?.runs ?? 0,
      running: of('running')?.runs ?? 0,
      oldestWaitingSeconds: Math.max(0, of('waiting')?.oldestSeconds ?? 0),
      stillSeconds: Math.max(0, of('running')?.stillSeconds ?? 0),
      succeeded: spread?.succeeded ?? 0,
      failed: spread?.failed ?? 0,
      ...(spread?.wait ? { wait: spread.wait } : {}),
      ...(spread?.run ? { run: spread.run } : {}),
      failures: failures
        .filter((each) => each.stage === stage)
        // A version that is newer may know reasons that this one does not.
        .map(({ reason, count }) => ({ reason, title: PROBLEMS[reason]?.title ?? reason, count })),
    };
  });
}

async function tellAlert(notice: AlertNotice): Promise<AlertFacts> {
  const { id, name, severity, labels, since, resolved_at } = notice;
  const { summary, effect, runbook } = wordsOf({ name, labels });
  const text = await readRunbook(runbook);
  return {
    id,
    name,
    severity,
    ...(labels.stage ? { stage: labels.stage } : {}),
    summary,
    effect,
    since: since.toISOString(),
    ...(resolved_at ? { until: resolved_at.toISOString() } : {}),
    runbook: { path: runbook, ...(text ? { text } : {}) },
  };
}

async function tellObjectives({ database }: Services, since: Date): Promise<ObjectiveFacts[]> {
  const { kysely } = database;
  const paces = await rows.readPaces(kysely, since);
  const judge = (
    each: readonly (typeof paces)[number][],
    isGood: (pace: (typeof paces)[number]) => boolean,
  ) => {
    const good = each.filter(isGood).length;
    return { good, bad: each.length - good };
  };
  const verdicts: Record<ObjectiveId, rows.Verdicts> = {
    'ingest-success': await rows.readStageVerdicts(kysely, 'ingest', since),
    'generate-success': await rows.readStageVerdicts(kysely, 'generate', since),
    'ready-in-time': judge(paces, ({ lectureSeconds, took }) => isReadyInTime(lectureSeconds, took)),
    'live-ready-in-time': judge(
      paces.filter(({ live }) => live),
      ({ took }) => took <= LIVE_READY_SECONDS,
    ),
  };
  return SLOS.map(({ id, title, objective }) => {
    const { good, bad } = verdicts[id];
    const share = good + bad === 0 ? 0 : bad / (good + bad);
    return { id, title, objective, good, bad, budgetLeft: 1 - share / (1 - objective) };
  });
}

function tellRun({ started_at, finished_at, outcome, failures }: UpkeepRun): UpkeepFacts {
  const [first] = failures;
  return {
    startedAt: started_at.toISOString(),
    outcome,
    ...(finished_at ? { seconds: Math.max(0, (finished_at.getTime() - started_at.getTime()) / 1000) } : {}),
    ...(first ? { stoppedAt: `${first.what}: ${first.code}` } : {}),
  };
}
