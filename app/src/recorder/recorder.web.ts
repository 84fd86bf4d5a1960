import type { Recorded, Recorder, RecorderStatus, RecorderTrouble } from './define.ts';

const IDLE: RecorderStatus = { state: 'idle', seconds: 0, level: 0, markers: [] };
/** How often the browser hands over what it has, and how often the level is looked at. */
const PIECE_MS = 1000;
const LEVEL_MS = 100;
const KINDS = ['audio/webm;codecs=opus', 'audio/mp4', 'audio/ogg;codecs=opus'];

/** Records with the browser's MediaRecorder. What was recorded lies in the memory of the page. */
export function createRecorder(): Recorder {
  let status = IDLE;
  let media: MediaRecorder | undefined;
  let sound: AudioContext | undefined;
  let timer: ReturnType<typeof setInterval> | undefined;
  let pieces: Blob[] = [];
  let resumedAt = 0;
  let secondsBefore = 0;
  const listeners = new Set<() => void>();

  const set = (part: Partial<RecorderStatus>) => {
    status = { ...status, ...part };
    for (const listener of listeners) listener();
  };
  const seconds = () =>
    status.state === 'recording' ? secondsBefore + (performance.now() - resumedAt) / 1000 : secondsBefore;
  const release = () => {
    clearInterval(timer);
    for (const track of media?.stream.getTracks() ?? []) track.stop();
    void sound?.close();
    sound = undefined;
  };

  const begin = (stream: MediaStream) => {
    const mimeType = KINDS.find((kind) => MediaRecorder.isTypeSupported(kind));
    media = new MediaRecorder(stream, mimeType ? { mimeType } : {});
    media.ondataavailable = ({ data }) => {
      if (data.size > 0) pieces.push(data);
    };
    // The microphone was pulled out, or the system took it away.
    for (const track of stream.getTracks()) track.onended = () => interrupt();
    const readLevel = openLevel(stream);
    media.start(PIECE_MS);
    resumedAt = performance.now();
    set({ state: 'recording' });
    timer = setInterval(
      () => set({ seconds: seconds(), level: status.state === 'recording' ? readLevel() : 0 }),
      LEVEL_MS,
    );
  };
  const openLevel = (stream: MediaStream): (() => number) => {
    sound = new AudioContext();
    const analyser = sound.createAnalyser();
    analyser.fftSize = 1024;
    sound.createMediaStreamSource(stream).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    return () => {
      analyser.getFloatTimeDomainData(samples);
      let sum = 0;
      for (const sample of samples) sum += sample * sample;
      // Speech lies far below full scale; the root of it fills the meter.
      return Math.min(1, Math.sqrt(Math.sqrt(sum / samples.length)) * 1.4);
    };
  };
  const interrupt = () => {
    if (status.state === 'recording' || status.state === 'paused') {
      secondsBefore = seconds();
      set({ state: 'paused', trouble: 'interrupted', seconds: secondsBefore, level: 0 });
    }
  };
  const end = () =>
    new Promise<void>((resolve) => {
      if (!media || media.state === 'inactive') return resolve();
      media.onstop = () => resolve();
      media.stop();
    });

  return {
    status: () => status,
    subscribe: (changed) => {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    start: async () => {
      if (status.state !== 'idle' && status.state !== 'failed') return;
      if (!navigator.mediaDevices?.getUserMedia || typeof MediaRecorder === 'undefined') {
        return set({ state: 'failed', trouble: 'not-supported' });
      }
      pieces = [];
      secondsBefore = 0;
      status = { ...IDLE };
      set({ state: 'asking' });
      try {
        begin(await navigator.mediaDevices.getUserMedia({ audio: true }));
      } catch (error) {
        release();
        set({ state: 'failed', trouble: troubleOf(error) });
      }
    },
    pause: () => {
      if (status.state !== 'recording') return;
      media?.pause();
      secondsBefore = seconds();
      set({ state: 'paused', seconds: secondsBefore, level: 0 });
    },
    resume: () => {
      if (status.state !== 'paused' || media?.state !== 'paused') return;
      media.resume();
      resumedAt = performance.now();
      set({ state: 'recording' });
    },
    mark: () => set({ markers: [...status.markers, seconds()] }),
    stop: async () => {
      secondsBefore = seconds();
      set({ state: 'stopping', seconds: secondsBefore, level: 0 });
      await end();
      release();
      const type = media?.mimeType.split(';')[0] || 'audio/webm';
      const content = new Blob(pieces, { type });
      set({ state: 'stopped' });
      if (content.size === 0) return undefined;
      const name = `recording-${new Date().toISOString().slice(0, 16).replace(/[:T]/g, '-')}.${ENDING[type] ?? 'webm'}`;
      return { file: { name, content }, seconds: secondsBefore, markers: status.markers } satisfies Recorded;
    },
    discard: async () => {
      await end();
      release();
      pieces = [];
      status = IDLE;
      set({});
    },
  };
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
  return 'not-supported';
}
