import type { LectureEvent } from '@pegasus/core/answers.ts';
import { canCancel } from '@pegasus/core/lecture.ts';
import { Problem } from '@pegasus/core/problem.ts';
import { getLecture } from '../db/lectures.ts';
import { listStageRuns } from '../db/stage-runs.ts';
import { createBell } from './bell.ts';
import type { Call } from './handler.ts';
import type { SentEvent } from './sent-event.ts';

/** All in milliseconds. */
export interface EventPace {
  /** How often the database is looked at although nobody said that something changed. */
  look: number;
  /** Least time between two looks, however often something changes. */
  breath: number;
  heartbeat: number;
}

export const EVENT_PACE: EventPace = { look: 2000, breath: 200, heartbeat: 15_000 };

/**
 * Follows one lecture: its timeline now, then again whenever it changed, until nothing more will. The first
 * look is taken before this returns, so a lecture that is not there is an ordinary problem.
 */
export async function followLecture(
  call: Call<'followLecture'>,
  pace: EventPace,
): Promise<AsyncIterable<SentEvent>> {
  const first = await readEvent(call);
  return follow(call, pace, first);
}

async function* follow(
  call: Call<'followLecture'>,
  pace: EventPace,
  first: LectureEvent,
): AsyncGenerator<SentEvent> {
  const { services, params, signal } = call;
  const bell = createBell(signal);
  const silence = services.changes.listen(params.lectureId, bell.ring);
  try {
    let told = '';
    let toldAt = 0;
    for (let current: LectureEvent | undefined = first; current; current = await readAgain(call)) {
      const text = JSON.stringify(current);
      const changed = text !== told;
      if (changed || performance.now() - toldAt >= pace.heartbeat) {
        yield changed ? { kind: 'event', name: 'lecture', data: current } : { kind: 'heartbeat' };
        told = text;
        toldAt = performance.now();
      }
      if (!canCancel(current.lecture.state)) return;
      await bell.wait(pace.look, pace.breath);
      if (signal.aborted) return;
    }
  } finally {
    silence();
  }
}

async function readEvent({ services, ownerId, params }: Call<'followLecture'>): Promise<LectureEvent> {
  const { kysely } = services.database;
  const lecture = await getLecture(kysely, ownerId, params.lectureId);
  return { lecture, timeline: await listStageRuns(kysely, ownerId, params.lectureId) };
}

/** Undefined when the lecture was deleted meanwhile: then there is nothing more to tell. */
async function readAgain(call: Call<'followLecture'>): Promise<LectureEvent | undefined> {
  try {
    return await readEvent(call);
  } catch (error) {
    if (error instanceof Problem && error.code === 'not-found') return undefined;
    throw error;
  }
}
