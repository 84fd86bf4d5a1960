import { activateKeepAwakeAsync, deactivateKeepAwake } from 'expo-keep-awake';
import { AppState } from 'react-native';
import { newId } from '../state/new-id';
import { measureAdts } from './adts.ts';
import type { Recorder, RecorderTrouble, RecordingPlan } from './define.ts';
import { type HeldSegments, recordingLock } from './held-define.ts';
import { holdLock } from './held-recordings';
import {
  askForMicrophone,
  giveMicrophoneBack,
  lookAt,
  type Microphone,
  openMicrophone,
} from './microphone.ts';
import { CARE_MS, createRecordingDesk, fileNameOf, MOST_SECONDS } from './recording-desk.ts';
import { createSoundWatch } from './sound-watch.ts';

const LEVEL_MS = 200;
/** How often it is looked at what lies on the device. */
const COUNT_MS = 1000;
/** How often it is tried to go on while something else has the microphone. */
const RETRY_MS = 2000;
/** A file that grows by nothing for so long is not being written any more, whatever the system says. */
const STALL_MS = 15_000;
/** Bytes that are measured in one go, after the app got no time for long. */
const MOST_COUNTED = 1024 * 1024;
const AWAKE = 'pegasus-recording';

/**
 * Records on a phone. The system writes the sound to a file that is part of the recording from its first byte,
 * so that it is safe while the app gets no time and after it was killed. Each interruption begins a new file.
 */
export function createRecorder(held: HeldSegments): Recorder {
  const desk = createRecordingDesk(held);
  const { status, set, without } = desk;
  const watch = createSoundWatch();
  let microphone: Microphone | undefined;
  let whenOutOfSight: { remove(): void } | undefined;
  let timers: ReturnType<typeof setInterval>[] = [];
  let unlock: () => void = () => undefined;
  let resumedAt = 0;
  let secondsBefore = 0;
  let gapSince: number | undefined;
  let silentSince: number | undefined;
  let triedAt = 0;
  let left = false;
  let counted = { bytes: 0, seconds: 0, grewAt: 0 };

  const now = () => performance.now();
  const seconds = () =>
    status().state === 'recording' ? secondsBefore + (now() - resumedAt) / 1000 : secondsBefore;

  /** A file of its own that belongs to the recording before the first sound is in it. */
  const openSegment = async (heldId: string) => {
    const opened = await openMicrophone();
    try {
      if (!opened.uri) throw new Error('The system names no file.');
      await held.adopt(heldId, opened.uri);
      // The end is kept by the system too, which has time when this has none.
      opened.record({ forDuration: MOST_SECONDS - secondsBefore });
    } catch (error) {
      opened.release();
      throw error;
    }
    microphone = opened;
    resumedAt = now();
    counted.grewAt = resumedAt;
  };
  const closeSegment = async () => {
    const closing = microphone;
    microphone = undefined;
    // One that an interruption ended says so by throwing; its file is whole to its last frame.
    await closing?.stop().catch(() => undefined);
    closing?.release();
  };

  const begin = async (plan: RecordingPlan) => {
    const id = newId();
    const startedAt = new Date().toISOString();
    const fileName = fileNameOf(startedAt, 'aac');
    unlock = holdLock(recordingLock(id));
    const facts = {
      ...plan,
      mediaType: 'audio/aac',
      fileName,
      startedAt,
      ended: false,
      seconds: 0,
      moments: [],
    };
    await held.begin({ id, ...facts });
    try {
      await openSegment(id);
    } catch (error) {
      await held.remove(id);
      throw error;
    }
    set({ state: 'recording', heldId: id });
    // It comes back by itself and would tell nobody what it missed.
    whenOutOfSight = AppState.addEventListener('change', (sight) => {
      if (sight === 'background' && status().staysOpen) void interrupt();
    });
    // Where it is refused the screen goes off, and the recording goes on as far as the system lets it.
    await activateKeepAwakeAsync(AWAKE).catch(() => undefined);
    timers = [
      setInterval(look, LEVEL_MS),
      setInterval(() => void count().catch(() => undefined), COUNT_MS),
      setInterval(() => void desk.care(), CARE_MS),
    ];
    void desk.care();
  };

  const look = () => {
    if (status().trouble === 'interrupted') return void goOn();
    if (status().state !== 'recording' || !microphone) return;
    const at = seconds();
    if (at >= MOST_SECONDS) return void recorder.stop();
    const { running, peak, loudness } = lookAt(microphone);
    if (!running) return void interrupt();
    const warning = watch.look({ at, peak, loudness });
    noteSilence(at, warning === 'dead');
    without('warning');
    set({ seconds: at, level: Math.min(1, Math.sqrt(loudness) * 1.4), ...(warning ? { warning } : {}) });
  };
  /** A call may leave the recording running and deaf. */
  const noteSilence = (at: number, silent: boolean) => {
    if (silent) silentSince ??= at;
    else if (silentSince !== undefined) {
      const since = silentSince;
      silentSince = undefined;
      void desk.note({ kind: 'gap', at: since, lostSeconds: at - since });
    }
  };

  /** What lies on the device, by the sound itself. */
  const count = async () => {
    const { heldId, state } = status();
    if (!heldId) return;
    const bytes = Math.min(await held.bytes(heldId), counted.bytes + MOST_COUNTED);
    if (bytes <= counted.bytes) {
      if (state === 'recording' && now() - counted.grewAt > STALL_MS) await interrupt();
      return;
    }
    const measured = measureAdts(await held.read(heldId, counted.bytes, bytes));
    counted = {
      bytes: counted.bytes + measured.bytes,
      seconds: counted.seconds + measured.seconds,
      grewAt: now(),
    };
    const safeSeconds = Math.floor(counted.seconds);
    if (safeSeconds <= status().safeSeconds) return;
    set({ safeSeconds });
    // The sound is on the device either way; this only tells how long it is.
    await desk.remember({ seconds: safeSeconds }).catch(() => undefined);
  };

  const interrupt = async () => {
    if (status().state !== 'recording') return;
    secondsBefore = seconds();
    gapSince = now();
    triedAt = gapSince;
    watch.forget();
    set({ state: 'paused', trouble: 'interrupted', seconds: secondsBefore, level: 0 });
    await closeSegment();
  };
  const closeGap = async () => {
    if (gapSince === undefined) return;
    const lostSeconds = (now() - gapSince) / 1000;
    gapSince = undefined;
    await desk.note({ kind: 'gap', at: secondsBefore, lostSeconds });
  };
  const goOn = async (atOnce = false) => {
    const { heldId, state } = status();
    if (!heldId || state !== 'paused' || microphone) return;
    if (!atOnce && now() - triedAt < RETRY_MS) return;
    triedAt = Number.POSITIVE_INFINITY;
    try {
      await openSegment(heldId);
    } catch {
      // Still taken, as during a call: the next try is soon.
      triedAt = now();
      return;
    }
    // It was stopped while the system made up its mind.
    if (status().state !== 'paused') return closeSegment();
    await closeGap();
    without('trouble');
    set({ state: 'recording' });
  };

  const release = async () => {
    for (const timer of timers) clearInterval(timer);
    timers = [];
    whenOutOfSight?.remove();
    whenOutOfSight = undefined;
    await closeSegment();
    await deactivateKeepAwake(AWAKE).catch(() => undefined);
    await giveMicrophoneBack().catch(() => undefined);
  };

  const recorder: Recorder = {
    status,
    subscribe: desk.subscribe,
    start: async (plan) => {
      if (status().state !== 'idle' && status().state !== 'failed') return;
      left = false;
      secondsBefore = 0;
      gapSince = undefined;
      silentSince = undefined;
      counted = { bytes: 0, seconds: 0, grewAt: now() };
      watch.forget();
      desk.clear();
      set({ state: 'asking' });
      let trouble: RecorderTrouble = 'no-microphone';
      try {
        const asked = await askForMicrophone();
        if (asked && !left) {
          set({ staysOpen: !asked.background });
          return await begin(plan);
        }
        trouble = 'no-permission';
      } catch {
        // Which of them it was, the system does not say in a way that can be told apart.
      }
      await release();
      unlock();
      set(left ? { state: 'idle' } : { state: 'failed', trouble });
    },
    pause: () => {
      if (status().state !== 'recording') return;
      secondsBefore = seconds();
      microphone?.pause();
      watch.forget();
      set({ state: 'paused', seconds: secondsBefore, level: 0 });
    },
    resume: () => {
      if (status().state !== 'paused') return;
      if (!microphone) return void goOn(true);
      microphone.record({ forDuration: MOST_SECONDS - secondsBefore });
      resumedAt = now();
      counted.grewAt = resumedAt;
      set({ state: 'recording' });
    },
    mark: () => desk.mark(seconds()),
    stop: async () => {
      if (status().state !== 'recording' && status().state !== 'paused') return;
      secondsBefore = seconds();
      set({ state: 'stopping', seconds: secondsBefore, level: 0 });
      await release();
      noteSilence(secondsBefore, false);
      await closeGap();
      await count().catch(() => undefined);
      const whole = Math.round(secondsBefore);
      // A full device takes not even this: that nobody holds the lock says the same.
      await desk.remember({ ended: true, seconds: whole }).catch(() => undefined);
      unlock();
      set({ state: 'stopped' });
    },
    leave: () => {
      left = true;
      return recorder.stop();
    },
    discard: async (remove) => {
      const { heldId } = status();
      await release();
      // The lock is still held: nobody takes it for ended and makes a lecture of it meanwhile.
      if (heldId) await remove(heldId);
      unlock();
      desk.clear();
      set({});
    },
  };
  return recorder;
}
