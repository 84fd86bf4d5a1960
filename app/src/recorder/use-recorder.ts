import { useEffect, useState, useSyncExternalStore } from 'react';
import type { Recorder, RecorderStatus } from './define.ts';
import { useHeld } from './held-provider.tsx';
import { createRecorder } from './recorder';

/** A recorder that lives as long as the page that records; leaving the page ends the recording and keeps it. */
export function useRecorder(): { recorder: Recorder; status: RecorderStatus } {
  const { recordings, sender } = useHeld();
  const [recorder] = useState(() => createRecorder(recordings));
  const status = useSyncExternalStore(recorder.subscribe, recorder.status, recorder.status);
  const { heldId } = status;
  useEffect(() => {
    if (heldId) void sender.look();
  }, [heldId, sender]);
  useEffect(() => () => void recorder.leave(), [recorder]);
  return { recorder, status };
}
