import { type LectureFacts, type MaterialName, Materials } from '@pegasus/core/materials.ts';
import { Problem, type ProblemDocument, toProblem } from '@pegasus/core/problem.ts';
import { nextStage, type StageName } from '@pegasus/core/stage-run.ts';
import { insertDeadLetter } from '../db/dead-letters.ts';
import { lockLecture, moveLecture, readPace } from '../db/lectures.ts';
import { readLectureFacts, readMaterials, writeMaterials } from '../db/materials.ts';
import type { Transaction } from '../db/open.ts';
import { endStageRun, newestStageRun, startStageRun } from '../db/stage-runs.ts';
import { lockCourse } from '../db/threads.ts';
import { type DeliveredJob, HANDED_BACK, type JobOutcome } from '../queue/define.ts';
import type { Services } from '../services.ts';
import { currentTrace, inSpan } from '../tracing.ts';
import { countReady, countRun, countTry, type TryEnd } from './count-run.ts';
import type { Stage, Tools } from './define.ts';
import { enqueueStage, queueTry } from './enqueue.ts';
import { beat } from './heartbeat.ts';
import { untilHeard } from './live-end.ts';

/** One try that was claimed for this delivery. */
interface Claim {
  runId: string;
  attempt: number;
  lecture: LectureFacts;
  queuedAt: Date;
  startedAt: Date;
}

/**
 * Runs a stage for a delivered job, exactly once in effect however often the job is delivered:
 * the try is claimed in one transaction; its output, the end of the try and the next job are stored in
 * another, and only while the claim still holds. A kill at any instant is before that transaction, and the
 * stage runs again, or after it, and the stage never runs again.
 */
export function runStage(
  services: Services,
  tools: Tools,
  stage: Stage,
  job: DeliveredJob,
): Promise<JobOutcome> {
  const { lectureId, presetId, trace: parent } = job.data;
  const attributes = {
    'pegasus.stage': stage.name,
    'pegasus.lecture': lectureId,
    'pegasus.preset': presetId,
  };
  return inSpan(`stage ${stage.name}`, { kind: 'consumer', attributes, parent }, () =>
    runDelivered(services, tools, stage, job),
  );
}

async function runDelivered(
  services: Services,
  tools: Tools,
  stage: Stage,
  job: DeliveredJob,
): Promise<JobOutcome> {
  const claim = await claimTry(services, stage.name, job);
  if (!claim) return 'done';
  const { runId, lecture, startedAt } = claim;
  const log = services.log.child({
    lectureId: lecture.id,
    stage: stage.name,
    stageRunId: runId,
    jobId: job.id,
  });
  log.info({ attempt: claim.attempt }, 'stage started');
  services.metrics.observe(
    'pegasus_stage_wait_seconds',
    { stage: stage.name },
    secondsBetween(claim.queuedAt, startedAt),
  );
  services.changes.announce(lecture.id);

  const abort = new AbortController();
  const heartbeat = beat(services, { stageRunId: runId, lectureId: lecture.id, unit: stage.unit }, abort);
  const forward = () =>
    abort.abort(new Problem('stage-interrupted', undefined, { cause: job.signal.reason }));
  job.signal.addEventListener('abort', forward, { once: true });
  let failure: Problem | undefined;
  try {
    await inSpan(`run ${stage.name}`, { attributes: { 'pegasus.attempt': claim.attempt } }, () =>
      runAndStore(services, tools, stage, claim, abort, heartbeat.report),
    );
  } catch (error) {
    failure = abort.signal.aborted ? toProblem(abort.signal.reason) : toProblem(error);
    if (failure.code === 'internal' || failure.entry.page)
      log.error({ err: error, code: failure.code }, 'stage failed');
    else log.warn({ code: failure.code }, 'stage failed');
  } finally {
    job.signal.removeEventListener('abort', forward);
    heartbeat.stop();
  }

  const end = failure ? await recordFailure(services, stage.name, claim, failure, job) : 'succeeded';
  const result = countTry(services.metrics, stage.name, failure?.code, end);
  const seconds = secondsBetween(startedAt, services.now());
  services.metrics.observe('pegasus_stage_run_seconds', { stage: stage.name, outcome: result }, seconds);
  if (!failure) log.info({ seconds }, 'stage succeeded');
  services.changes.announce(lecture.id);
  return end === 'again' ? 'retry' : 'done';
}

/** Takes the open try of this job; a try that a dead worker left running is ended first. */
async function claimTry(services: Services, stage: StageName, job: DeliveredJob): Promise<Claim | undefined> {
  const { lectureId, presetId } = job.data;
  return services.database.kysely.transaction().execute(async (transaction) => {
    const locked = await lockLecture(transaction, lectureId);
    if (locked?.state !== 'processing') return undefined;
    let run = await newestStageRun(transaction, lectureId, presetId, stage);
    if (!run || run.job_id !== job.id) return undefined;
    if (run.state === 'running') {
      const problem = new Problem('stage-interrupted').toDocument({ lectureId, stage });
      await endStageRun(transaction, run.id, services.now(), { state: 'failed', problem });
      countRun(services.metrics, stage, problem.code);
      await queueTry(services, transaction, locked.owner_id, stage, job.data, run.attempt + 1, job.id);
      run = await newestStageRun(transaction, lectureId, presetId, stage);
    }
    const startedAt = services.now();
    if (!run || !(await startStageRun(transaction, run.id, startedAt))) return undefined;
    const lecture = await readLectureFacts(transaction, lectureId, presetId);
    if (!lecture) return undefined;
    return { runId: run.id, attempt: run.attempt, lecture, queuedAt: run.queued_at, startedAt };
  });
}

async function runAndStore(
  services: Services,
  tools: Tools,
  stage: Stage,
  claim: Claim,
  abort: AbortController,
  progress: (done: number, total: number) => void,
): Promise<void> {
  const { lecture, runId } = claim;
  const { kysely } = services.database;
  if (stage.needs.includes('heard')) await untilHeard(services, lecture.id, abort.signal);
  const needs = await readMaterials(kysely, lecture, stage.needs);
  const materials = pick(stage.needs).parse(needs) as Materials;
  const seconds = stage.deadlineSeconds(materials);
  const deadline = setTimeout(
    () => abort.abort(new Problem('stage-deadline', `The limit is ${Math.round(seconds)} seconds.`)),
    seconds * 1000,
  );
  try {
    const countItems = (artifact: string, decision: 'kept' | 'repaired' | 'dropped', by: number) => {
      if (by > 0) services.metrics.count('pegasus_items_total', { artifact, decision }, by);
    };
    const report = (problem: Problem) =>
      services.log.warn(
        { lectureId: lecture.id, stage: stage.name, stageRunId: runId, code: problem.code, err: problem },
        'stage went on without a part',
      );
    const context = { signal: abort.signal, tryId: runId, progress, countItems, report };
    // A stage that does not listen to its signal must not keep its try alive.
    const output = await Promise.race([
      stage.run(lecture, materials, tools, context),
      rejectOnAbort(abort.signal),
    ]);
    abort.signal.throwIfAborted();
    const made = pick(stage.makes).parse(output) as Partial<Materials>;
    const end = await kysely
      .transaction()
      .execute((transaction) => store(services, transaction, stage, claim, made, output.held));
    if (end) await countLecture(services, lecture.id, end);
    if (made.transcript) {
      services.metrics.count(
        'pegasus_recording_seconds_total',
        { provider: made.transcript.provenance.provider },
        made.transcript.seconds,
      );
    }
  } finally {
    clearTimeout(deadline);
  }
}

/** Output, end of the try, and the next job or the end of the lecture, which it returns: all of it or nothing. */
async function store(
  services: Services,
  transaction: Transaction,
  stage: Stage,
  { lecture, runId }: Claim,
  made: Partial<Materials>,
  held: string | undefined,
): Promise<'ready' | 'thin' | undefined> {
  const at = services.now();
  // Before any row of the lecture: whoever wants both the course and a lecture takes them in this order.
  if (made.mentions || made.transcript) await lockCourse(transaction, lecture.courseId);
  // Whoever ends a try takes its lecture first, so that two who do it at once wait and do not lock each other out.
  await lockLecture(transaction, lecture.id);
  if (!(await endStageRun(transaction, runId, at, { state: 'succeeded' }))) throw new Problem('cancelled');
  await writeMaterials(transaction, lecture, made);
  const next = nextStage(stage.name);
  if (held === undefined && next) {
    await moveLecture(transaction, lecture.id, ['processing'], { to: 'processing', stage: next, at });
    await enqueueStage(services, transaction, lecture.ownerId, next, {
      lectureId: lecture.id,
      presetId: lecture.presetId,
    });
    return undefined;
  }
  const problem =
    held === undefined
      ? undefined
      : new Problem('material-thin', held).toDocument({ lectureId: lecture.id, stage: stage.name });
  const to = problem ? 'thin' : 'ready';
  if (!(await moveLecture(transaction, lecture.id, ['processing'], { to, problem, at })))
    throw new Problem('cancelled');
  return to;
}

/** Counts the end of a lecture, once it is stored. */
async function countLecture(services: Services, lectureId: string, state: 'ready' | 'thin'): Promise<void> {
  services.metrics.count('pegasus_lectures_total', { state });
  const pace = await readPace(services.database.kysely, lectureId);
  if (state === 'ready' && pace) countReady(services.metrics, pace);
}

/** Decides what a failed try means: another try, or the end of the lecture with its reason. */
async function recordFailure(
  services: Services,
  stage: StageName,
  { runId, lecture, attempt }: Claim,
  failure: Problem,
  job: DeliveredJob,
): Promise<TryEnd> {
  if (failure.code === 'cancelled') return 'gone';
  const problem: ProblemDocument = failure.toDocument({ lectureId: lecture.id, stage, ...currentTrace() });
  const again = failure.entry.retry && !job.lastTry;
  const handedBack = failure.code === 'stage-interrupted' && job.signal.reason === HANDED_BACK;
  return services.database.kysely.transaction().execute(async (transaction) => {
    const at = services.now();
    const locked = await lockLecture(transaction, lecture.id);
    if (!locked || !(await endStageRun(transaction, runId, at, { state: 'failed', problem }))) return 'gone';
    if (handedBack) {
      // A job of its own, so that it costs none of its tries that its worker was told to stop.
      await enqueueStage(services, transaction, lecture.ownerId, stage, job.data);
      return 'handed-back';
    }
    if (again) {
      await queueTry(services, transaction, lecture.ownerId, stage, job.data, attempt + 1, job.id);
      return 'again';
    }
    await moveLecture(transaction, lecture.id, ['processing'], { to: 'failed', stage, problem, at });
    if (!failure.entry.retry) return 'failed';
    const letter = {
      lectureId: lecture.id,
      presetId: lecture.presetId,
      stage,
      attempts: attempt,
      problem,
      at,
    };
    await insertDeadLetter(transaction, { id: services.newId(), ownerId: lecture.ownerId, ...letter });
    return 'dead-letter';
  });
}

function rejectOnAbort(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

function pick(names: readonly MaterialName[]) {
  return Materials.pick(
    Object.fromEntries(names.map((name) => [name, true])) as { [Name in MaterialName]: true },
  );
}

function secondsBetween(from: Date, to: Date): number {
  return (to.getTime() - from.getTime()) / 1000;
}
