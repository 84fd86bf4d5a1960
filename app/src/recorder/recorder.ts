import type { Recorder } from './define.ts';

/** On a phone there is no recorder yet, and this one says so. */
export function createRecorder(): Recorder {
  return {
    status: () => ({ state: 'failed', seconds: 0, level: 0, markers: [], trouble: 'not-supported' }),
    subscribe: () => () => undefined,
    start: async () => undefined,
    pause: () => undefined,
    resume: () => undefined,
    mark: () => undefined,
    stop: async () => undefined,
    discard: async () => undefined,
  };
}
