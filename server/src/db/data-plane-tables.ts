import type { DeadLetterState } from '@pegasus/core/dead-letter.ts';
import type { ProblemDocument } from '@pegasus/core/problem.ts';
import type { StageName } from '@pegasus/core/stage-run.ts';
import type { Json, Moment } from './tables.ts';

/** Who asked for what under a key, and what was answered. */
export interface IdempotencyKeys {
  owner_id: string;
  key: string;
  /** SHA-256 of route, parameters and body. */
  request_hash: string;
  /** SHA-256 of the file; null where there is none, or it was not read yet. */
  file_hash: string | null;
  /** Of whoever works on it; another one's token means that it was taken over. */
  token: string;
  /** Id of what the request makes, if it makes something, so that a second try makes the same. */
  effect_id: string;
  /** `claimed`: worked on; `done`: it took effect; `answered`: and what was answered is known. */
  state: 'claimed' | 'done' | 'answered';
  status: number | null;
  /** JSON as it was sent. */
  answer: string | null;
  /** Until when whoever works on it is believed to be alive. */
  lease_until: Moment;
  created_at: Moment;
}

/** A stage's work that was given up, with all that is needed to take it up again. */
export interface DeadLetters {
  id: string;
  owner_id: string;
  lecture_id: string;
  preset_id: string;
  stage: StageName;
  attempts: number;
  problem: Json<ProblemDocument>;
  /** What its job carried. */
  input: Json<Record<string, unknown>>;
  state: DeadLetterState;
  created_at: Moment;
  settled_at: Moment | null;
}
