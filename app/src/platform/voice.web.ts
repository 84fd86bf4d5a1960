import type { Voice } from './voice-define.ts';

export const voice: Voice = {
  possible: typeof globalThis.speechSynthesis !== 'undefined',
  speak: (text, language, ended) => {
    speechSynthesis.cancel();
    const utterance = new SpeechSynthesisUtterance(text);
    utterance.lang = language;
    utterance.rate = 0.95;
    utterance.addEventListener('end', ended);
    utterance.addEventListener('error', ended);
    speechSynthesis.speak(utterance);
  },
  stop: () => speechSynthesis.cancel(),
};
