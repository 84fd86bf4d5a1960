import { createReadStream } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Lecture } from '@pegasus/core/lecture.ts';
import { Problem } from '@pegasus/core/problem.ts';
import type { StageName } from '@pegasus/core/stage-run.ts';
import { createCourse, listCourses } from '../db/courses.ts';
import { listExports } from '../db/exports.ts';
import { getLecture, listLectures } from '../db/lectures.ts';
import { listStageRuns } from '../db/stage-runs.ts';
import { ensureUser } from '../db/users.ts';
import { acceptLecture } from '../lectures.ts';
import type { Services } from '../services.ts';
import type { UpkeepReport } from './define.ts';
import { deleteLecture } from './deletion.ts';

/** Owns the canaries, so that they are in nobody's lists, figures and quotas. */
const CANARY_USER = { id: '00000000-0000-4000-8000-00000000ca7a', name: 'Canary' };
const COURSE = 'Canary';
const RECORDING = resolve(import.meta.dirname, '../../../fixtures/sample-lecture.m4a');
const POLL_MS = 500;

/** What came of a canary: the stage at which it stopped and why, or nothing. */
interface Verdict {
  stage: StageName;
  problem: Problem;
}

/**
 * Sends a lecture that nobody gave through all four stages, as a student's would go, says at which stage it
 * stopped, and takes every trace of it away.
 */
export async function sendCanary(
  services: Services,
  report: UpkeepReport,
  signal: AbortSignal,
  recording = RECORDING,
): Promise<void> {
  const { kysely } = services.database;
  await ensureUser(kysely, CANARY_USER);
  const courseId = await canaryCourse(services);
  // One that died with its process would otherwise stay for ever.
  await removeCanaries(services);
  try {
    const { id } = await acceptLecture(services, CANARY_USER.id, {
      courseId,
      presetId: 'exam',
      title: 'Canary',
      fileName: 'canary.m4a',
      content: createReadStream(recording),
      signal,
    });
    const verdict = await follow(services, id, signal);
    for (const run of await listStageRuns(kysely, CANARY_USER.id, id)) {
      if (run.startedAt && run.finishedAt)
        report.count(`${run.stage}_ms`, Date.parse(run.finishedAt) - Date.parse(run.startedAt));
    }
    if (!verdict) return;
    services.metrics.count('pegasus_canary_failures_total', { stage: verdict.stage });
    report.fail(verdict.stage, id, verdict.problem.code);
  } finally {
    await removeCanaries(services);
  }
}

/** Waits until the lecture comes to its end or takes too long; undefined when all is well. */
async function follow(services: Services, id: string, signal: AbortSignal): Promise<Verdict | undefined> {
  const { kysely } = services.database;
  const last = services.now().getTime() + services.config.canarySeconds * 1000;
  for (;;) {
    const lecture = await getLecture(kysely, CANARY_USER.id, id);
    if (lecture.state !== 'processing') return judge(services, lecture);
    if (services.now().getTime() > last) {
      const stage = lecture.stage ?? 'export';
      return {
        stage,
        problem: new Problem('stage-deadline', `The canary is given ${services.config.canarySeconds} s.`),
      };
    }
    await sleep(POLL_MS, undefined, { signal });
  }
}

/** What the end of a canary means. */
async function judge(services: Services, lecture: Lecture): Promise<Verdict | undefined> {
  const { state, stage, problem } = lecture;
  if (state === 'ready') {
    const files = await listExports(services.database.kysely, CANARY_USER.id, lecture.id, lecture.presetId);
    return files.length > 0 ? undefined : { stage: 'export', problem: new Problem('object-missing') };
  }
  // The sample has enough in it, so thin material means that generate lost something.
  if (state === 'thin') return { stage: 'generate', problem: new Problem('material-thin') };
  return { stage: stage ?? 'ingest', problem: new Problem(problem?.code ?? 'internal') };
}

async function canaryCourse({ database, newId, now }: Services): Promise<string> {
  const { items } = await listCourses(database.kysely, CANARY_USER.id, { limit: 1 });
  const [known] = items;
  if (known) return known.id;
  const course = { id: newId(), name: COURSE, createdAt: now() };
  return (await createCourse(database.kysely, CANARY_USER.id, course)).id;
}

async function removeCanaries(services: Services): Promise<void> {
  const { items } = await listLectures(services.database.kysely, CANARY_USER.id, { limit: 100 });
  for (const { id } of items) await deleteLecture(services, CANARY_USER.id, id, { actor: 'system' });
}
