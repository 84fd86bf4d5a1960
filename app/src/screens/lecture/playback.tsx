import { endpoints } from '@pegasus/core/api.ts';
import type { Lecture } from '@pegasus/core/lecture.ts';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { serverAddress } from '../../platform/server-address';
import { openSound } from '../../platform/sound';
import type { Sound, SoundStatus } from '../../platform/sound-define.ts';

interface Playback extends SoundStatus {
  /** Whether there is anything to hear: captions have no sound, and a recording may have left. */
  possible: boolean;
  /** Whether it was ever asked to play, so that the player stands there. */
  begun: boolean;
  playFrom(seconds: number): void;
  /** Goes to a moment and waits there for a press: a page that was just opened makes no sound by itself. */
  cue(seconds: number): void;
  toggle(): void;
  setSpeed(speed: number): void;
}

const SILENT: SoundStatus = { playing: false, seconds: 0, failed: false };
const Context = createContext<Playback | undefined>(undefined);

/** The one player of a lecture: everything in the material plays its moment through it. */
export function PlaybackProvider({
  recording,
  children,
}: {
  /** Path at the server; undefined where nothing can be played. */
  recording: string | undefined;
  children: ReactNode;
}) {
  const possible = recording !== undefined;
  const [sound, setSound] = useState<Sound>();
  const [status, setStatus] = useState(SILENT);
  const [begun, setBegun] = useState(false);
  const [cued, setCued] = useState<number>();
  useEffect(() => {
    if (recording === undefined) return;
    const opened: Sound = openSound(`${serverAddress()}${recording}`, () => setStatus(opened.status()));
    setSound(opened);
    return () => opened.close();
  }, [recording]);
  const value = useMemo(
    (): Playback => ({
      ...status,
      seconds: cued ?? status.seconds,
      possible,
      begun,
      playFrom: (seconds) => {
        setBegun(true);
        setCued(undefined);
        sound?.playFrom(seconds);
      },
      cue: (seconds) => {
        setBegun(true);
        setCued(seconds);
      },
      toggle: () => {
        setCued(undefined);
        if (status.playing) sound?.pause();
        else if (cued !== undefined) sound?.playFrom(cued);
        else sound?.play();
      },
      setSpeed: (speed) => sound?.setSpeed(speed),
    }),
    [status, possible, begun, cued, sound],
  );
  return <Context value={value}>{children}</Context>;
}

/** Where the recording of a lecture is heard. Captions have no sound, and a recording may have left. */
export function recordingOf(lecture: Lecture | undefined): string | undefined {
  if (!lecture || lecture.recording.kind === 'captions' || lecture.recording.leftAt) return undefined;
  return endpoints.getRecording.path.replace('{lectureId}', lecture.id);
}

export function usePlayback(): Playback {
  const playback = useContext(Context);
  if (!playback) throw new Error('There is no PlaybackProvider above.');
  return playback;
}
