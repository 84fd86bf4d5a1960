import { createAudioPlayer } from 'expo-audio';
import type { Sound } from './sound-define.ts';

/** Plays a file by its address, and reads no more of it than it plays. */
export function openSound(address: string, changed: () => void): Sound {
  const player = createAudioPlayer({ uri: address }, { updateInterval: 250 });
  const subscription = player.addListener('playbackStatusUpdate', changed);
  return {
    status: () => ({ playing: player.playing, seconds: player.currentTime, failed: false }),
    playFrom: (seconds) => {
      void player.seekTo(seconds).then(() => player.play());
    },
    play: () => player.play(),
    pause: () => player.pause(),
    setSpeed: (speed) => player.setPlaybackRate(speed),
    close: () => {
      subscription.remove();
      player.remove();
    },
  };
}
