import type { Client } from '@pegasus/core/client.ts';
import type { Lecture } from '@pegasus/core/lecture.ts';
import { Problem, toProblem } from '@pegasus/core/problem.ts';
import { sendUpload, type UploadState } from '@pegasus/core/upload/uploader.ts';
import {
  type HeldRecording,
  type HeldRecordings,
  type PageLocks,
  recordingLock,
  sendingLock,
} from './held-define.ts';

/** A recording on its way: what is known of it, and how far it is. */
export interface HeldState {
  recording: HeldRecording;
  upload?: UploadState;
  /** It cannot go on by itself; it stays on the device. */
  problem?: Problem;
  lecture?: Lecture;
}

export interface HeldSender {
  /** Looks what is on the device and sends all of it; safe to call again at any time. */
  look(): Promise<void>;
  all(): readonly HeldState[];
  subscribe(changed: () => void): () => void;
  /** Tries again what stopped at a problem. */
  retry(id: string): void;
  /** Gives a recording up, here and on the server. */
  discard(id: string): Promise<void>;
}

interface Tools {
  client: Client;
  held: HeldRecordings;
  locks: PageLocks;
  onAccepted(lecture: Lecture): void;
}

/**
 * Sends every recording of this device, also those that another page or an earlier life of this one left.
 * Nothing leaves the device before the server has said that all of it is a lecture.
 */
export function createHeldSender({ client, held, locks, onAccepted }: Tools): HeldSender {
  let states: readonly HeldState[] = [];
  const listeners = new Set<() => void>();
  const running = new Map<string, AbortController>();

  const show = (next: readonly HeldState[]) => {
    states = next;
    for (const listener of listeners) listener();
  };
  const update = (id: string, part: Partial<HeldState>) =>
    show(states.map((state) => (state.recording.id === id ? { ...state, ...part } : state)));

  async function send({ id }: HeldRecording, signal: AbortSignal): Promise<void> {
    const source = {
      size: async () => {
        const recording = await facts(id);
        update(id, { recording });
        return { bytes: await held.bytes(id), ended: recording.ended };
      },
      read: (start: number, end: number) => held.read(id, start, end),
      moments: async () => (await facts(id)).moments,
    };
    // A page that dies before its first piece leaves nothing that could be sent.
    if ((await facts(id)).ended && (await held.bytes(id)) === 0) return held.remove(id);
    const { courseId, preset, fileName, mediaType } = await facts(id);
    const upload = { id, courseId, preset, fileName, mediaType, source: 'recording' as const };
    const onState = (state: UploadState) => update(id, { upload: state });
    const lecture = await sendUpload(upload, source, { client, onState }, signal);
    await held.remove(id);
    update(id, { lecture });
    onAccepted(lecture);
  }

  /** A recording that no page is making any more has ended, wherever it was cut off. */
  async function facts(id: string): Promise<HeldRecording> {
    const recording = await held.find(id);
    if (!recording) throw new Problem('not-found', 'It is not on this device any more.');
    if (recording.ended || (await locks.isHeld(recordingLock(id)))) return recording;
    // On a full device this is not written, and found out again the next time.
    await held.change(id, { ended: true }).catch(() => undefined);
    return { ...recording, ended: true };
  }

  function start(recording: HeldRecording): void {
    const { id } = recording;
    if (running.has(id)) return;
    const stop = new AbortController();
    running.set(id, stop);
    void locks
      .ifFree(sendingLock(id), () => send(recording, stop.signal))
      .catch((error) => {
        if (!stop.signal.aborted) update(id, { problem: toProblem(error) });
      })
      .finally(() => running.delete(id));
  }

  return {
    look: async () => {
      const found = await held.list();
      const kept = states.filter(({ lecture }) => lecture);
      const known = new Map(states.map((state) => [state.recording.id, state]));
      show([...kept, ...found.map((recording): HeldState => ({ ...known.get(recording.id), recording }))]);
      for (const recording of found) if (!known.get(recording.id)?.problem) start(recording);
    },
    all: () => states,
    subscribe: (changed) => {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    retry: (id) => {
      const state = states.find(({ recording }) => recording.id === id);
      if (!state?.problem) return;
      show(states.map((one) => (one === state ? { recording: one.recording } : one)));
      start(state.recording);
    },
    discard: async (id) => {
      running.get(id)?.abort(new Problem('cancelled'));
      await held.remove(id);
      show(states.filter(({ recording }) => recording.id !== id));
      // The server may not know of it, or not be there: then retention collects what arrived.
      await client.deleteUpload({ params: { uploadId: id } }).catch(() => undefined);
    },
  };
}
