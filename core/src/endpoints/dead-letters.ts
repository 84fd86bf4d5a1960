import { z } from 'zod';
import { DeadLetter, DeadLetterDetail, DeadLetterState, ReplayResult } from '../dead-letter.ts';
import type { Endpoint } from '../endpoint.ts';
import { StageName } from '../stage-run.ts';
import { page, pageOf } from './parts.ts';

const byLetter = z.object({ letterId: z.uuid() });

export const deadLetterEndpoints = {
  listDeadLetters: {
    method: 'GET',
    path: '/api/dead-letters',
    summary: 'Work that was given up, newest first; of one state or stage when it is named.',
    access: 'operator',
    query: page.extend({ state: DeadLetterState.default('open'), stage: StageName.optional() }),
    status: 200,
    answer: pageOf(DeadLetter),
    problems: [],
  },
  getDeadLetter: {
    method: 'GET',
    path: '/api/dead-letters/{letterId}',
    summary: 'One dead letter with its reason, its input and every try.',
    access: 'operator',
    params: byLetter,
    status: 200,
    answer: DeadLetterDetail,
    problems: ['not-found'],
  },
  replayDeadLetter: {
    method: 'POST',
    path: '/api/dead-letters/{letterId}/replay',
    summary: 'Go on at the stage that failed; once.',
    access: 'operator',
    params: byLetter,
    status: 202,
    answer: DeadLetter,
    problems: ['not-found', 'dead-letter-settled'],
  },
  replayDeadLetters: {
    method: 'POST',
    path: '/api/dead-letters/replay',
    summary: 'Replay many: those that are named, or the oldest open ones of a stage.',
    access: 'operator',
    body: z.object({
      ids: z.array(z.uuid()).min(1).max(100).optional(),
      stage: StageName.optional(),
      limit: z.int().min(1).max(100).default(100),
    }),
    status: 202,
    answer: ReplayResult,
    problems: [],
  },
  discardDeadLetter: {
    method: 'POST',
    path: '/api/dead-letters/{letterId}/discard',
    summary: 'Nobody wants it any more; the lecture stays failed with its reason.',
    access: 'operator',
    params: byLetter,
    status: 200,
    answer: DeadLetter,
    problems: ['not-found', 'dead-letter-settled'],
  },
} as const satisfies Record<string, Endpoint>;
