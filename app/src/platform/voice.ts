import * as Speech from 'expo-speech';
import type { Voice } from './voice-define.ts';

export const voice: Voice = {
  possible: true,
  speak: (text, language, ended) => {
    void Speech.stop();
    Speech.speak(text, { language, rate: 0.95, onDone: ended, onStopped: ended, onError: ended });
  },
  stop: () => void Speech.stop(),
};
