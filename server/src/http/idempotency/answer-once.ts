import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Problem } from '@pegasus/core/problem.ts';
import {
  answerKey,
  claimKey,
  findKey,
  type KeyRow,
  markKeyDone,
  releaseKey,
  renewKey,
} from '../../db/idempotency.ts';
import type { Services } from '../../services.ts';
import type { ArrivingFile } from '../handler.ts';
import { type HashedFile, hashFile } from './hashed-file.ts';
import { markedServices } from './marked-services.ts';

/** A request that must take effect once, however often it is sent. */
export interface OnceRequest {
  services: Services;
  ownerId: string;
  key: string;
  /** Everything that makes it this request and no other, but for the bytes of its file. */
  says: unknown;
  file: ArrivingFile | undefined;
  signal: AbortSignal;
}

export interface OnceWork {
  /** Does it, and gives the checked answer as JSON text; null where there is none. */
  run(services: Services, file: ArrivingFile | undefined): Promise<{ status: number; answer: string | null }>;
  /** Whether it makes something that the effect's id names, and not changes something that is there. */
  makes: boolean;
  /** Reads again what it made under this id or changed; undefined when that is not there or cannot be told. */
  retell(effectId: string): Promise<{ status: number; answer: string | null } | undefined>;
}

export interface OnceAnswer {
  status: number;
  answer: string | null;
  /** Whether it is the stored answer of an earlier request. */
  again: boolean;
}

/** Several times within a lease, so that a short stall is no death. */
const RENEW_MS = 4_000;
/** How long one waits for another who works on the same. */
const PATIENCE_MS = 30_000;
const LOOK_MS = 100;

/**
 * Answers a request with an Idempotency-Key: the first one does the work, every other one gets its stored
 * answer, on whatever process. Throws Problem `idempotency-key-reused`, `idempotency-key-busy`.
 */
export async function answerOnce(request: OnceRequest, work: OnceWork): Promise<OnceAnswer> {
  const { services, ownerId, key } = request;
  const { kysely } = services.database;
  const requestHash = createHash('sha256').update(JSON.stringify(request.says)).digest('hex');
  const file = request.file && hashFile(request.file);
  const end = performance.now() + PATIENCE_MS;
  for (;;) {
    const claim = {
      ownerId,
      key,
      requestHash,
      token: randomUUID(),
      effectId: randomUUID(),
    };
    const mine = await claimKey(kysely, claim);
    if (mine) return workAsHolder(request, work, mine, { file, fresh: mine.effect_id === claim.effectId });
    const other = await findKey(kysely, ownerId, key);
    if (other) {
      if (other.request_hash !== requestHash) throw new Problem('idempotency-key-reused');
      if (other.state === 'answered') return storedAnswer(other, file);
    }
    if (performance.now() > end) throw new Problem('idempotency-key-busy');
    request.signal.throwIfAborted();
    await pause(LOOK_MS);
  }
}

async function storedAnswer(row: KeyRow, file: HashedFile | undefined): Promise<OnceAnswer> {
  await file?.drain();
  if (file && file.sha256() !== row.file_hash) throw new Problem('idempotency-key-reused');
  return {
    status: row.status ?? 200,
    answer: row.answer,
    again: true,
  };
}

async function workAsHolder(
  { services }: OnceRequest,
  work: OnceWork,
  { token, effect_id: effectId, state, file_hash: knownHash }: KeyRow,
  { file, fresh }: { file: HashedFile | undefined; fresh: boolean },
): Promise<OnceAnswer> {
  const { kysely } = services.database;
  const renewal = setInterval(() => {
    renewKey(kysely, token).catch((error) =>
      services.log.warn({ err: error }, 'an idempotency key could not be renewed'),
    );
  }, RENEW_MS);
  try {
    // Its holder died: before the effect, after it, or in between where one statement is the whole effect.
    const told = state === 'done' || (!fresh && work.makes) ? await work.retell(effectId) : undefined;
    if (told) {
      await file?.drain();
      if (file && knownHash !== null && file.sha256() !== knownHash)
        throw new Problem('idempotency-key-reused');
      await answerKey(kysely, token, { ...told, fileHash: file?.sha256() });
      return { ...told, again: true };
    }
    if (state === 'done')
      throw new Problem('idempotency-key-busy', 'It took effect, but its answer was lost.');
    const marked = markedServices(services, effectId, async (transaction) => {
      if (!(await markKeyDone(transaction, token, file?.sha256())))
        throw new Problem('idempotency-key-busy', 'Another process took it over.');
    });
    const result = await work.run(marked, file?.file);
    await answerKey(kysely, token, { ...result, fileHash: file?.sha256() });
    return { ...result, again: false };
  } catch (error) {
    await releaseKey(kysely, token).catch((cause) =>
      services.log.warn({ err: cause }, 'an idempotency key waits for its lease to end'),
    );
    throw error;
  } finally {
    clearInterval(renewal);
  }
}
