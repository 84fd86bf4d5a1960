import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { measureAdts } from './adts.ts';

const SOUND = new Uint8Array(readFileSync(join(__dirname, '../../../fixtures/media/sentence.aac')));
const WAV = readFileSync(join(__dirname, '../../../fixtures/media/sentence.wav'));

describe('the length of ADTS', () => {
  test('is that of the sound, to a frame', () => {
    const rate = WAV.readUInt32LE(28);
    const { seconds, bytes } = measureAdts(SOUND);
    expect(bytes).toBe(SOUND.length);
    expect(Math.abs(seconds - (WAV.length - 44) / rate)).toBeLessThan(0.15);
  });

  test('leaves a frame that is not whole for later', () => {
    const cut = SOUND.subarray(0, SOUND.length - 1);
    const first = measureAdts(cut);
    expect(first.bytes).toBeLessThan(cut.length);
    const rest = measureAdts(SOUND.subarray(first.bytes));
    expect(first.seconds + rest.seconds).toBeCloseTo(measureAdts(SOUND).seconds, 6);
    expect(first.bytes + rest.bytes).toBe(SOUND.length);
  });

  test('goes on behind a frame that was cut off in the middle', () => {
    const { seconds } = measureAdts(SOUND);
    const joined = Uint8Array.from([...SOUND.subarray(0, SOUND.length - 40), ...SOUND]);
    expect(measureAdts(joined).bytes).toBe(joined.length);
    expect(measureAdts(joined).seconds).toBeGreaterThan(2 * seconds - 0.2);
    expect(measureAdts(joined).seconds).toBeLessThan(2 * seconds + 0.001);
  });
});
