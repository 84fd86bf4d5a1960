import type { Sound } from './sound-define.ts';

/** Plays a file by its address, and reads no more of it than it plays. */
export function openSound(address: string, changed: () => void): Sound {
  const audio = new Audio();
  audio.preload = 'none';
  audio.src = address;
  const events = [
    'play',
    'playing',
    'pause',
    'ended',
    'timeupdate',
    'error',
    'waiting',
    'durationchange',
    'seeked',
  ];
  for (const event of events) audio.addEventListener(event, changed);
  return {
    status: () => ({
      playing: !audio.paused && !audio.ended,
      seconds: audio.currentTime,
      failed: audio.error !== null,
    }),
    playFrom: (seconds) => {
      if (audio.error) audio.load();
      audio.currentTime = seconds;
      // Refused or failed: the status tells it.
      void audio.play().catch(changed);
    },
    play: () => void audio.play().catch(changed),
    pause: () => audio.pause(),
    setSpeed: (speed) => {
      audio.playbackRate = speed;
    },
    close: () => {
      for (const event of events) audio.removeEventListener(event, changed);
      audio.pause();
      audio.removeAttribute('src');
      audio.load();
    },
  };
}
