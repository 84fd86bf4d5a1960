import { createSoundWatch } from './sound-watch.ts';

const voice = { peak: 0.3, loudness: 0.05 };

describe('the watch over a recording', () => {
  test('says within seconds that a microphone is dead, and stops saying so', () => {
    const watch = createSoundWatch();
    expect(watch.look({ at: 0, ...voice })).toBeUndefined();
    expect(watch.look({ at: 2, peak: 0, loudness: 0 })).toBeUndefined();
    expect(watch.look({ at: 3.1, peak: 0, loudness: 0 })).toBe('dead');
    expect(watch.look({ at: 3.2, ...voice })).toBeUndefined();
  });

  test('hears clipping that goes on, and not a single bang', () => {
    const watch = createSoundWatch();
    expect(watch.look({ at: 0, peak: 1, loudness: 0.5 })).toBeUndefined();
    expect([1, 2, 3, 4].map((at) => watch.look({ at, peak: 1, loudness: 0.5 })).at(-1)).toBe('clipping');
    expect(watch.look({ at: 20, ...voice })).toBeUndefined();
  });

  test('suggests an end after minutes without a voice, pauses not counted', () => {
    const watch = createSoundWatch();
    const room = { peak: 0.002, loudness: 0.001 };
    watch.look({ at: 0, ...voice });
    expect(watch.look({ at: 299, ...room })).toBeUndefined();
    expect(watch.look({ at: 301, ...room })).toBe('quiet');
    watch.forget();
    expect(watch.look({ at: 900, ...room })).toBeUndefined();
  });
});
