import { useEffect, useState, useSyncExternalStore } from 'react';
import type { Recorder, RecorderStatus } from './define.ts';
import { createRecorder } from './recorder';

/** A recorder that lives as long as the page that records; leaving the page lets go of the microphone. */
export function useRecorder(create: () => Recorder = createRecorder): {
  recorder: Recorder;
  status: RecorderStatus;
} {
  const [recorder] = useState(create);
  const status = useSyncExternalStore(recorder.subscribe, recorder.status, recorder.status);
  useEffect(() => () => void recorder.discard(), [recorder]);
  return { recorder, status };
}
