import type { ReactNode } from 'react';
import { View } from 'react-native';
import { useLecture } from '../../state/lectures.ts';
import { PlaybackProvider, recordingOf } from '../lecture/playback.tsx';
import { PlayerDock } from '../lecture/player-dock.tsx';

/** The recording of a lecture, for moments on a page that is not of that lecture. */
export function LecturePlayback({ lectureId, children }: { lectureId: string; children: ReactNode }) {
  const lecture = useLecture(lectureId).data?.lecture;
  return (
    <PlaybackProvider key={lectureId} recording={recordingOf(lecture)}>
      <View>{children}</View>
      <PlayerDock seconds={lecture?.seconds} />
    </PlaybackProvider>
  );
}
