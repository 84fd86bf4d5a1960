import type { Recorder, RecorderStatus } from './define.ts';
import type { HeldRecordings } from './held-define.ts';

const STATUS: RecorderStatus = {
  state: 'failed',
  seconds: 0,
  level: 0,
  markers: [],
  safeSeconds: 0,
  trouble: 'not-supported',
};

/** On a phone there is no recorder yet, and this one says so. */
export function createRecorder(_held: HeldRecordings): Recorder {
  return {
    status: () => STATUS,
    subscribe: () => () => undefined,
    start: async () => undefined,
    pause: () => undefined,
    resume: () => undefined,
    mark: () => undefined,
    stop: async () => undefined,
    leave: async () => undefined,
    discard: async () => undefined,
  };
}
