import { setTimeout as pause } from 'node:timers/promises';
import { type RecognizedSegment, SAMPLE_RATE, type SpeechProvider } from './define.ts';

const BYTES_A_SECOND = SAMPLE_RATE * 2;
const SECONDS_A_SENTENCE = 6;
const STEPS = 10;

/** A lecture that nobody held, with enough in it to make material of. */
const SENTENCES = [
  'Today we look at how prices move and why they move.',
  'Demand is the amount of a good that buyers want at each price.',
  'Supply is the amount of a good that sellers offer at each price.',
  'An equilibrium is a price at which demand and supply are the same.',
  'When the price is above the equilibrium, sellers keep a surplus because buyers want less.',
  'A surplus is the amount of a good that is offered and not bought.',
  'A shortage is the amount of a good that is wanted and not offered.',
  'Elasticity is the ratio of two changes, the change in demand and the change in price.',
  'Demand for bread is inelastic because there is no other good that replaces it.',
  'A substitute is a good that can replace another good for the same purpose.',
  'A complement is a good that is used together with another good.',
  'A tax is a payment to the state that raises the price that buyers pay.',
  'The burden of a tax falls on the side that cannot change what it does.',
  'A price ceiling is a limit above which sellers may not ask.',
  'A price ceiling leads to a shortage because it keeps the price below the equilibrium.',
  'In the exam you must explain why demand and supply meet at the equilibrium.',
];

/**
 * Words that were never said, after a set time: for tests of all that stands around recognition. It is in no
 * registry and nothing reaches it but the setting that says that it is for tests.
 */
export function createSimulatedSpeech(milliseconds: number): SpeechProvider {
  return {
    name: 'simulated',
    provenance: () => ({ provider: 'simulated', settings: { milliseconds } }),
    check: async () => {},
    async *transcribe(sound, { signal, onProgress }) {
      let bytes = 0;
      for await (const piece of sound) bytes += piece.byteLength;
      const seconds = bytes / BYTES_A_SECOND;
      for (let step = 1; step <= STEPS; step++) {
        await pause(milliseconds / STEPS, undefined, { signal });
        onProgress((seconds * step) / STEPS);
      }
      yield* SENTENCES.map(
        (text, index): RecognizedSegment => ({
          start: index * SECONDS_A_SENTENCE,
          end: (index + 1) * SECONDS_A_SENTENCE,
          text,
        }),
      );
    },
    close: async () => {},
  };
}
