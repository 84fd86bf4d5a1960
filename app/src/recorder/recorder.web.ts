import type { Recorder, RecorderTrouble, RecordingPlan } from './define.ts';
import { type HeldPieces, recordingLock } from './held-define.ts';
import { keepForGood } from './held-recordings';
import { BITS_A_SECOND, CARE_MS, createRecordingDesk, fileNameOf, MOST_SECONDS } from './recording-desk.ts';
import { openSoundLevel, type SoundLevel } from './sound-level.ts';
import { createSoundWatch } from './sound-watch.ts';

/** How often the browser hands over what it has, and how often the level is looked at. */
const PIECE_MS = 500;
const LEVEL_MS = 100;
const KINDS = ['audio/webm;codecs=opus', 'audio/mp4', 'audio/ogg;codecs=opus'];

/**
 * Records with the browser's MediaRecorder. Each second is written to this device before anything else is
 * done with it. A lock tells the other pages that this one still records; it goes when the page does.
 */
export function createRecorder(held: HeldPieces): Recorder {
  const desk = createRecordingDesk(held);
  const { status, set, without, note } = desk;
  let media: MediaRecorder | undefined;
  let sound: SoundLevel | undefined;
  let timers: ReturnType<typeof setInterval>[] = [];
  let resumedAt = 0;
  let secondsBefore = 0;
  let left = false;
  let gapSince: number | undefined;
  let put: Promise<void> = Promise.resolve();
  let unlock: () => void = () => undefined;
  const watch = createSoundWatch();

  const seconds = () =>
    status().state === 'recording' ? secondsBefore + (performance.now() - resumedAt) / 1000 : secondsBefore;
  const release = () => {
    for (const timer of timers) clearInterval(timer);
    timers = [];
    for (const track of media?.stream.getTracks() ?? []) track.stop();
    sound?.close();
    sound = undefined;
  };

  /** Pieces are written behind one another; the first that does not fit ends the recording, what was there stays. */
  const putAway = (id: string, piece: Blob) => {
    const upTo = Math.floor(seconds());
    put = put.then(async () => {
      if (status().trouble === 'no-room') return;
      try {
        await held.append(id, await piece.arrayBuffer(), { seconds: upTo });
        set({ safeSeconds: upTo });
      } catch {
        set({ trouble: 'no-room' });
        void recorder.stop();
      }
    });
  };

  const begin = async (stream: MediaStream, plan: RecordingPlan) => {
    const mimeType = KINDS.find((kind) => MediaRecorder.isTypeSupported(kind));
    media = new MediaRecorder(stream, {
      ...(mimeType ? { mimeType } : {}),
      audioBitsPerSecond: BITS_A_SECOND,
    });
    const mediaType = (mimeType ?? media.mimeType ?? 'audio/webm').split(';')[0] ?? 'audio/webm';
    const id = crypto.randomUUID();
    const startedAt = new Date().toISOString();
    const fileName = fileNameOf(startedAt, ENDING[mediaType] ?? 'webm');
    unlock = await holdLock(recordingLock(id));
    const facts = { id, ...plan, mediaType, fileName, startedAt, ended: false, seconds: 0, moments: [] };
    await held.begin(facts);
    media.ondataavailable = ({ data }) => {
      if (data.size > 0) putAway(id, data);
    };
    for (const track of stream.getTracks()) {
      track.onended = interrupt;
      track.onmute = interrupt;
      track.onunmute = () => recorder.resume();
    }
    sound = openSoundLevel(stream);
    media.start(PIECE_MS);
    resumedAt = performance.now();
    set({ state: 'recording', heldId: id });
    timers = [setInterval(look, LEVEL_MS), setInterval(() => void desk.care(), CARE_MS)];
    void desk.care();
  };
  const look = () => {
    if (status().state !== 'recording' || !sound) return;
    const at = seconds();
    const heard = sound.look();
    const warning = watch.look({ at, ...heard });
    without('warning');
    set({ seconds: at, level: heard.level, ...(warning ? { warning } : {}) });
    if (at >= MOST_SECONDS) void recorder.stop();
  };
  function interrupt(): void {
    if (status().state !== 'recording') return;
    secondsBefore = seconds();
    gapSince = performance.now();
    if (media?.state === 'recording') media.pause();
    watch.forget();
    set({ state: 'paused', trouble: 'interrupted', seconds: secondsBefore, level: 0 });
  }
  const closeGap = async () => {
    if (gapSince === undefined) return;
    const lostSeconds = (performance.now() - gapSince) / 1000;
    gapSince = undefined;
    await note({ kind: 'gap', at: secondsBefore, lostSeconds });
  };
  /** The browser hands over the last piece before it says that it has stopped. */
  const end = async () => {
    if (media && media.state !== 'inactive') {
      const stopping = media;
      await new Promise<void>((resolve) => {
        stopping.onstop = () => resolve();
        stopping.stop();
      });
    }
    await put;
    release();
  };

  const recorder: Recorder = {
    status,
    subscribe: desk.subscribe,
    start: async (plan) => {
      if (status().state !== 'idle' && status().state !== 'failed') return;
      if (!navigator.mediaDevices?.getUserMedia || typeof MediaRecorder === 'undefined') {
        return set({ state: 'failed', trouble: 'not-supported' });
      }
      left = false;
      secondsBefore = 0;
      put = Promise.resolve();
      desk.clear();
      set({ state: 'asking' });
      try {
        await keepForGood();
        // As it is: what cleans up calls takes away voices from the other end of a hall.
        const audio = { echoCancellation: false, noiseSuppression: false, autoGainControl: true };
        const stream = await navigator.mediaDevices.getUserMedia({ audio });
        if (left) {
          for (const track of stream.getTracks()) track.stop();
          return set({ state: 'idle' });
        }
        await begin(stream, plan);
      } catch (error) {
        release();
        unlock();
        set({ state: 'failed', trouble: troubleOf(error) });
      }
    },
    pause: () => {
      if (status().state !== 'recording') return;
      media?.pause();
      secondsBefore = seconds();
      watch.forget();
      set({ state: 'paused', seconds: secondsBefore, level: 0 });
    },
    resume: () => {
      if (status().state !== 'paused' || media?.state !== 'paused') return;
      void closeGap();
      media.resume();
      resumedAt = performance.now();
      without('trouble');
      set({ state: 'recording' });
    },
    mark: () => desk.mark(seconds()),
    stop: async () => {
      if (status().state !== 'recording' && status().state !== 'paused') return;
      secondsBefore = seconds();
      set({ state: 'stopping', seconds: secondsBefore, level: 0 });
      await end();
      await closeGap();
      try {
        await desk.remember({ ended: true, seconds: Math.round(secondsBefore) });
      } catch {
        // A full device takes not even this: that nobody holds the lock says the same.
      }
      unlock();
      set({ state: 'stopped', safeSeconds: Math.round(secondsBefore) });
    },
    leave: () => {
      left = true;
      return recorder.stop();
    },
    discard: async (remove) => {
      const { heldId } = status();
      await end();
      // The lock is still held: nobody takes it for ended and makes a lecture of it meanwhile.
      if (heldId) await remove(heldId);
      unlock();
      desk.clear();
      set({});
    },
  };
  return recorder;
}

/** Holds a lock until it is let go; a page that dies lets go of its own. */
function holdLock(name: string): Promise<() => void> {
  return new Promise((held) => {
    void navigator.locks.request(name, () => new Promise<void>((release) => held(release)));
  });
}

const ENDING: Readonly<Record<string, string>> = {
  'audio/webm': 'webm',
  'audio/mp4': 'm4a',
  'audio/ogg': 'ogg',
};

function troubleOf(error: unknown): RecorderTrouble {
  const name = error instanceof Error ? error.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'no-permission';
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'no-microphone';
  if (name === 'NotReadableError') return 'interrupted';
  if (name === 'QuotaExceededError') return 'no-room';
  return 'not-supported';
}
