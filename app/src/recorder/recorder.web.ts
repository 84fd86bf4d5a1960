import type { Recorder, RecorderStatus, RecorderTrouble, RecordingPlan } from './define.ts';
import { type HeldRecordings, recordingLock } from './held-define.ts';
import { batteryLeft, freeBytes, keepForGood } from './held-recordings';
import { openSoundLevel, type SoundLevel } from './sound-level.ts';
import { createSoundWatch } from './sound-watch.ts';

const IDLE: RecorderStatus = { state: 'idle', seconds: 0, level: 0, markers: [], safeSeconds: 0 };
/** How often the browser hands over what it has, and how often the level is looked at. */
const PIECE_MS = 500;
const LEVEL_MS = 100;
const CARE_MS = 30_000;
const KINDS = ['audio/webm;codecs=opus', 'audio/mp4', 'audio/ogg;codecs=opus'];
const BITS_A_SECOND = 48_000;
const BYTES_AN_HOUR = (BITS_A_SECOND / 8) * 3600;
const FEW_HOURS = 3;
const LOW_BATTERY = 0.2;
/** Longest recording: then it ends as if it had been stopped, and nothing of it is lost. */
const MOST_SECONDS = 6 * 3600 - 60;

/**
 * Records with the browser's MediaRecorder. Each second is written to this device before anything else is
 * done with it. A lock tells the other pages that this one still records; it goes when the page does.
 */
export function createRecorder(held: HeldRecordings): Recorder {
  let status = IDLE;
  let media: MediaRecorder | undefined;
  let sound: SoundLevel | undefined;
  let timers: ReturnType<typeof setInterval>[] = [];
  let resumedAt = 0;
  let secondsBefore = 0;
  let gapSince: number | undefined;
  let put: Promise<void> = Promise.resolve();
  let unlock: () => void = () => undefined;
  const watch = createSoundWatch();
  const listeners = new Set<() => void>();

  const set = (part: Partial<RecorderStatus>) => {
    status = { ...status, ...part };
    for (const listener of listeners) listener();
  };
  const without = (key: 'warning' | 'trouble' | 'lowBattery' | 'hoursLeft') => {
    const { [key]: _gone, ...rest } = status;
    status = rest;
  };
  const seconds = () =>
    status.state === 'recording' ? secondsBefore + (performance.now() - resumedAt) / 1000 : secondsBefore;
  const release = () => {
    for (const timer of timers) clearInterval(timer);
    timers = [];
    for (const track of media?.stream.getTracks() ?? []) track.stop();
    sound?.close();
    sound = undefined;
  };
  const remember = async (change: Parameters<HeldRecordings['change']>[1]) => {
    if (status.heldId) await held.change(status.heldId, change);
  };

  /** Pieces are written behind one another; the first that does not fit ends the recording, what was there stays. */
  const putAway = (id: string, piece: Blob) => {
    const upTo = Math.floor(seconds());
    put = put.then(async () => {
      if (status.trouble === 'no-room') return;
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
    const fileName = `recording-${startedAt.slice(0, 16).replace(/[:T]/g, '-')}.${ENDING[mediaType] ?? 'webm'}`;
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
    timers = [setInterval(look, LEVEL_MS), setInterval(() => void care(), CARE_MS)];
    void care();
  };
  const look = () => {
    if (status.state !== 'recording' || !sound) return;
    const at = seconds();
    const heard = sound.look();
    const warning = watch.look({ at, ...heard });
    without('warning');
    set({ seconds: at, level: heard.level, ...(warning ? { warning } : {}) });
    if (at >= MOST_SECONDS) void recorder.stop();
  };
  /** What of the device could end the recording before the lecture ends. */
  const care = async () => {
    const [battery, free] = await Promise.all([batteryLeft(), freeBytes()]);
    without('lowBattery');
    without('hoursLeft');
    const hours = free === undefined ? undefined : free / BYTES_AN_HOUR;
    set({
      ...(battery !== undefined && battery < LOW_BATTERY ? { lowBattery: battery } : {}),
      ...(hours !== undefined && hours < FEW_HOURS ? { hoursLeft: hours } : {}),
    });
  };
  function interrupt(): void {
    if (status.state !== 'recording') return;
    secondsBefore = seconds();
    gapSince = performance.now();
    if (media?.state === 'recording') media.pause();
    watch.forget();
    set({ state: 'paused', trouble: 'interrupted', seconds: secondsBefore, level: 0 });
  }
  const closeGap = () => {
    if (gapSince === undefined) return;
    const lostSeconds = (performance.now() - gapSince) / 1000;
    gapSince = undefined;
    void addMoment({ kind: 'gap', at: secondsBefore, lostSeconds });
  };
  const addMoment = async (moment: { kind: 'marker' | 'gap'; at: number; lostSeconds?: number }) => {
    if (!status.heldId) return;
    const moments = (await held.find(status.heldId))?.moments ?? [];
    await remember({ moments: [...moments, moment] });
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
    status: () => status,
    subscribe: (changed) => {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    start: async (plan) => {
      if (status.state !== 'idle' && status.state !== 'failed') return;
      if (!navigator.mediaDevices?.getUserMedia || typeof MediaRecorder === 'undefined') {
        return set({ state: 'failed', trouble: 'not-supported' });
      }
      secondsBefore = 0;
      put = Promise.resolve();
      status = { ...IDLE };
      set({ state: 'asking' });
      try {
        await keepForGood();
        // As it is: what cleans up calls takes away voices from the other end of a hall.
        const audio = { echoCancellation: false, noiseSuppression: false, autoGainControl: true };
        await begin(await navigator.mediaDevices.getUserMedia({ audio }), plan);
      } catch (error) {
        release();
        unlock();
        set({ state: 'failed', trouble: troubleOf(error) });
      }
    },
    pause: () => {
      if (status.state !== 'recording') return;
      media?.pause();
      secondsBefore = seconds();
      watch.forget();
      set({ state: 'paused', seconds: secondsBefore, level: 0 });
    },
    resume: () => {
      if (status.state !== 'paused' || media?.state !== 'paused') return;
      closeGap();
      media.resume();
      resumedAt = performance.now();
      without('trouble');
      set({ state: 'recording' });
    },
    mark: () => {
      const at = seconds();
      set({ markers: [...status.markers, at] });
      void addMoment({ kind: 'marker', at });
    },
    stop: async () => {
      if (status.state !== 'recording' && status.state !== 'paused') return;
      secondsBefore = seconds();
      set({ state: 'stopping', seconds: secondsBefore, level: 0 });
      await end();
      closeGap();
      try {
        await remember({ ended: true, seconds: Math.round(secondsBefore) });
      } catch {
        // A full device takes not even this: that nobody holds the lock says the same.
      }
      unlock();
      set({ state: 'stopped', safeSeconds: Math.round(secondsBefore) });
    },
    leave: () => recorder.stop(),
    discard: async (remove) => {
      const { heldId } = status;
      await end();
      // The lock is still held: nobody takes it for ended and makes a lecture of it meanwhile.
      if (heldId) await remove(heldId);
      unlock();
      status = IDLE;
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
