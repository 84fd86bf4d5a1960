import type { Lecture } from '@pegasus/core/lecture.ts';
import { Problem, toProblem } from '@pegasus/core/problem.ts';
import { useSyncExternalStore } from 'react';
import type { HandInRequest, HandInTools } from './hand-in.ts';

/**
 * - `waiting`: another file is on its way
 * - `sending`
 * - `sent`: accepted; the lecture is there
 * - `failed`: the problem says why
 */
export type UploadState = 'waiting' | 'sending' | 'sent' | 'failed';

export interface Upload {
  id: string;
  request: HandInRequest;
  state: UploadState;
  sent: number;
  total: number;
  /** Bytes a second over what was sent so far; undefined until something was. */
  speed?: number;
  lecture?: Lecture;
  problem?: Problem;
}

export interface Uploads {
  add(requests: readonly HandInRequest[]): void;
  retry(id: string): void;
  /** Stops it, or takes what has ended off the list. */
  remove(id: string): void;
  all(): readonly Upload[];
  subscribe(changed: () => void): () => void;
}

interface Tools {
  handIn(request: HandInRequest, tools: Omit<HandInTools, 'client'>): Promise<Lecture>;
  now(): number;
  newId(): string;
  onAccepted(lecture: Lecture): void;
}

/** Files on their way, one after another, whatever page is open. */
export function createUploads({ handIn, now, newId, onAccepted }: Tools): Uploads {
  let uploads: readonly Upload[] = [];
  const listeners = new Set<() => void>();
  const running = new Map<string, AbortController>();

  const change = (next: readonly Upload[]) => {
    uploads = next;
    for (const listener of listeners) listener();
  };
  const update = (id: string, part: Partial<Upload>) =>
    change(uploads.map((upload) => (upload.id === id ? { ...upload, ...part } : upload)));

  const sendNext = () => {
    const next = uploads.find(({ state }) => state === 'waiting');
    if (!next || running.size > 0) return;
    void send(next).finally(() => {
      running.delete(next.id);
      sendNext();
    });
  };
  const send = async ({ id, request }: Upload) => {
    const stop = new AbortController();
    running.set(id, stop);
    const begun = now();
    update(id, { state: 'sending', sent: 0 });
    try {
      const lecture = await handIn(request, {
        signal: stop.signal,
        onSent: (sent, total) => {
          const seconds = (now() - begun) / 1000;
          update(id, { sent, total, ...(seconds > 0 ? { speed: sent / seconds } : {}) });
        },
      });
      update(id, { state: 'sent', lecture });
      onAccepted(lecture);
    } catch (error) {
      // Whoever stopped it took it off the list.
      if (!stop.signal.aborted) update(id, { state: 'failed', problem: toProblem(error) });
    }
  };

  return {
    add: (requests) => {
      if (requests.length === 0) return;
      const added = requests.map((request): Upload => {
        return { id: newId(), request, state: 'waiting', sent: 0, total: request.file.content.size };
      });
      change([...uploads, ...added]);
      sendNext();
    },
    retry: (id) => {
      if (uploads.find((one) => one.id === id)?.state !== 'failed') return;
      change(
        uploads.map((one) => {
          if (one.id !== id) return one;
          const { problem: _over, ...rest } = one;
          return { ...rest, state: 'waiting', sent: 0 };
        }),
      );
      sendNext();
    },
    remove: (id) => {
      running.get(id)?.abort(new Problem('cancelled'));
      change(uploads.filter((upload) => upload.id !== id));
    },
    all: () => uploads,
    subscribe: (changed) => {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
  };
}

export function useUploadList(uploads: Uploads): readonly Upload[] {
  return useSyncExternalStore(uploads.subscribe, uploads.all, uploads.all);
}
