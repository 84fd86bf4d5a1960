import { createHash } from 'node:crypto';
import { Problem } from '@pegasus/core/problem.ts';
import {
  claimObject,
  findObject,
  forgetObject,
  releaseClaim,
  releaseObjects,
  settleObject,
} from '../db/objects.ts';
import type { Query } from '../db/open.ts';
import type { Storage } from '../storage/define.ts';
import { describeKey } from '../storage/key.ts';

/**
 * The store with its books: an object is claimed before it is written and has its hash written down after,
 * so that a check never takes one in the making for an orphan, and what is written late for a deleted
 * lecture goes at once. Whole reads are compared with the hash. Never to be used within a transaction: the
 * books have their own.
 */
export function createKeptStorage(storage: Storage, kysely: Query, now: () => Date): Storage {
  const kept: Storage = {
    ...storage,
    put: async (key, content, options = {}) => {
      const { kind, lectureId } = describeKey(key);
      const claim = { key, kind, lectureId, ownerId: options.ownerId, at: now() };
      if (!(await claimObject(kysely, claim))) throw deleted();
      const stored = await storage.put(key, content, options).catch(async (error: unknown) => {
        await releaseClaim(kysely, key);
        throw error;
      });
      if (await settleObject(kysely, stored, now())) return stored;
      await storage.remove(key);
      throw deleted();
    },
    get: (key, range) => (range ? storage.get(key, range) : getWhole(storage, kysely, key)),
    remove: async (key) => {
      await releaseObjects(kysely, [key]);
      await storage.remove(key);
      await forgetObject(kysely, key);
    },
  };
  bare.set(kept, storage);
  return kept;
}

const bare = new WeakMap<Storage, Storage>();

/** The store without its books, for whoever keeps them: checks, retention, deletion, restore. */
export function withoutBooks(storage: Storage): Storage {
  return bare.get(storage) ?? storage;
}

function deleted(): Problem {
  return new Problem('cancelled', 'What it belongs to was deleted meanwhile.');
}

async function* getWhole(storage: Storage, kysely: Query, key: string): AsyncIterable<Uint8Array> {
  const sha256 = (await findObject(kysely, key))?.sha256;
  yield* sha256 ? compared(storage.get(key), key, sha256) : storage.get(key);
}

/** The last piece is held back until all is known to be right, so that no damaged object is ever whole. */
async function* compared(
  content: AsyncIterable<Uint8Array>,
  key: string,
  sha256: string,
): AsyncIterable<Uint8Array> {
  const hash = createHash('sha256');
  let held: Uint8Array | undefined;
  for await (const piece of content) {
    if (held) yield held;
    hash.update(piece);
    held = piece;
  }
  if (hash.digest('hex') !== sha256) throw new Problem('object-damaged', `The object is ${key}.`);
  if (held) yield held;
}
