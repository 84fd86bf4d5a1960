import { createAudioPlayer } from 'expo-audio';
import { entrance } from './entrance';
import type { Sound } from './sound-define.ts';

/** Plays a file by its address, and reads no more of it than it plays. */
export function openSound(address: string, changed: () => void): Sound {
  const player = createAudioPlayer(null, { updateInterval: 250 });
  const subscription = player.addListener('playbackStatusUpdate', changed);
  let closed = false;
  // Without a token the server refuses, and the player says so.
  void entrance
    .headers()
    .catch(() => ({}))
    .then((headers) => (closed ? undefined : player.replace({ uri: address, headers })));
  return {
    status: () => ({ playing: player.playing, seconds: player.currentTime, failed: false }),
    playFrom: (seconds) => {
      void player.seekTo(seconds).then(() => player.play());
    },
    play: () => player.play(),
    pause: () => player.pause(),
    setSpeed: (speed) => player.setPlaybackRate(speed),
    close: () => {
      closed = true;
      subscription.remove();
      player.remove();
    },
  };
}
