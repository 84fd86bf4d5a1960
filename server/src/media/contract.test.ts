import assert from 'node:assert/strict';
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { Problem, type ProblemCode } from '@pegasus/core/problem.ts';
import type { DecodeContext, Decoder } from './define.ts';
import { chooseDecoder, decoders } from './registry.ts';

const FIXTURES = join(import.meta.dirname, '../../../fixtures');
const LECTURE = join(FIXTURES, 'sample-lecture.m4a');
const LIMITS = { maxSeconds: 600, maxWallSeconds: 60, maxMemoryMegabytes: 512 };
const CAPTIONS = /\.(vtt|srt|sbv)$/;

/** What the sentence sounds like: its wav fixture is already 16 kHz, mono, 16 bits, behind a header of 44 bytes. */
const sentence = samplesOf(readFileSync(join(FIXTURES, 'media/sentence.wav')).subarray(44));

/** What becomes of each bad fixture: a problem, or so many seconds of sound. */
const BAD: Record<string, ProblemCode | number> = {
  'archive.mp3': 'recording-type-unsupported',
  'audible.m4b': 'recording-encrypted',
  'claims-12-hours.m4a': 'recording-too-long',
  'claims-4-gigabytes.wav': 0.5,
  'corrupt.m4a': 'recording-unreadable',
  'cut-before-index.m4a': 'recording-unreadable',
  'cut-short.m4a': 2.62,
  'cut-short.mp3': 2.77,
  'empty.m4a': 'recording-empty',
  'music.m4a': 10,
  // 4.6 seconds of sound with three seconds between them in which nothing was recorded.
  'paused.webm': 7.65,
  'picture.png': 'recording-type-unsupported',
  'plain-text.m4a': 'recording-type-unsupported',
  'playlist-renamed.mp3': 'recording-type-unsupported',
  'playlist.m3u8': 'recording-type-unsupported',
  'program.mp3': 'recording-type-unsupported',
  'protected.m4a': 'recording-encrypted',
  'renamed-pdf.m4a': 'recording-type-unsupported',
  'silent.wav': 3,
  'without-sound.mp4': 'recording-without-audio',
  'zero-seconds.wav': 'recording-without-audio',
};

function samplesOf(bytes: Uint8Array): Int16Array {
  const copy = Uint8Array.from(bytes);
  return new Int16Array(copy.buffer, 0, Math.floor(copy.length / 2));
}

function context(limits: Partial<typeof LIMITS> = {}, signal = new AbortController().signal): DecodeContext {
  return { signal, limits: { ...LIMITS, ...limits } };
}

async function decodeAll(decoder: Decoder, file: string, given = context()): Promise<Int16Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of decoder.decode(file, given)) {
    assert.equal(chunk.length % 2, 0, 'a chunk has an odd size');
    chunks.push(chunk);
  }
  return samplesOf(Buffer.concat(chunks));
}

async function assertFails(work: Promise<unknown>, code: ProblemCode): Promise<void> {
  await assert.rejects(work, (error) => {
    assert.ok(error instanceof Problem, String(error));
    assert.equal(error.code, code, `${error.message} ${error.cause}`);
    // A detail is for everybody: it names no path.
    assert.doesNotMatch(error.detail ?? '', /[/\\]/);
    return true;
  });
}

/** Highest correlation of one second of the sentence with the sound, over the delays that encoders add. */
function likeness(sound: Int16Array): number {
  const from = 16_000;
  const length = 8_000;
  let best = 0;
  for (let delay = -200; delay <= 2_400; delay++) {
    let product = 0;
    let energy = 0;
    let other = 0;
    for (let at = from; at < from + length; at++) {
      const a = sentence[at] ?? 0;
      const b = sound[at + delay] ?? 0;
      product += a * b;
      energy += a * a;
      other += b * b;
    }
    best = Math.max(best, product / Math.sqrt(energy * other || 1));
  }
  return best;
}

/** Ids of the processes that this one started and that are still there; undefined where that cannot be asked. */
function children(): string[] | undefined {
  if (process.platform !== 'linux') return undefined;
  const tasks = readdirSync('/proc/self/task');
  return tasks.flatMap((task) =>
    readFileSync(`/proc/self/task/${task}/children`, 'utf8').split(' ').filter(Boolean),
  );
}

const states = new Map(
  await Promise.all(decoders.map(async (decoder) => [decoder.name, await decoder.available()] as const)),
);

it('at least one decoder is available on this machine', () => {
  assert.ok([...states.values()].some(({ ok }) => ok));
});

it('every bad fixture has its expected end', () => {
  assert.deepEqual(Object.keys(BAD).sort(), readdirSync(join(FIXTURES, 'bad')).sort());
});

for (const decoder of decoders) {
  const state = states.get(decoder.name);
  if (state && !state.ok) {
    it(`decoder ${decoder.name}`, { skip: `not proved: it is not available here. ${state.remedy}` });
    continue;
  }

  describe(`decoder ${decoder.name}`, () => {
    for (const name of readdirSync(join(FIXTURES, 'media')).filter((file) => !CAPTIONS.test(file))) {
      it(`gives the sentence of ${name}`, async () => {
        const sound = await decodeAll(decoder, join(FIXTURES, 'media', name));
        const seconds = sound.length / 16_000;
        // AAC without an edit list keeps the padding of its encoder, a tenth of a second.
        assert.ok(Math.abs(seconds - sentence.length / 16_000) < 0.12, `${seconds} s`);
        const like = likeness(sound);
        assert.ok(like > 0.9, `the sound is like the sentence by ${like.toFixed(3)}`);
      });
    }

    for (const [name, expected] of Object.entries(BAD)) {
      const file = join(FIXTURES, 'bad', name);
      if (typeof expected === 'string') {
        it(`refuses ${name} as ${expected}`, () => assertFails(decodeAll(decoder, file), expected));
      } else {
        it(`gives the ${expected} seconds that ${name} holds`, async () => {
          const seconds = (await decodeAll(decoder, file)).length / 16_000;
          assert.ok(Math.abs(seconds - expected) < 0.1, `${seconds} s`);
        });
      }
    }

    it('does not open captions', () =>
      assertFails(decodeAll(decoder, join(FIXTURES, 'media/sentence.srt')), 'recording-type-unsupported'));

    it('says file-unreadable for a file that is not there', () =>
      assertFails(decodeAll(decoder, join(FIXTURES, 'media/none.m4a')), 'file-unreadable'));

    it('takes a hostile file name for a name', async (t) => {
      if (process.platform === 'win32') return t.skip('not proved: Windows does not allow such names');
      const folder = mkdtempSync(join(tmpdir(), 'pegasus-'));
      try {
        for (const name of ['-y', 'http:x%20$(id);`id`.m4a', 'pipe:0', 'concat:a|b', 'it\'s "so"\n.mp3']) {
          const file = join(folder, name);
          copyFileSync(join(FIXTURES, 'media/sentence.opus'), file);
          assert.ok((await decodeAll(decoder, file)).length > 70_000, name);
        }
      } finally {
        rmSync(folder, { recursive: true });
      }
    });

    // One states its length, the other has to be counted.
    for (const name of ['sentence.m4a', 'sentence.mp3', 'sentence.webm']) {
      it(`refuses ${name} as too long when less is accepted`, () =>
        assertFails(
          decodeAll(decoder, join(FIXTURES, 'media', name), context({ maxSeconds: 2 })),
          'recording-too-long',
        ));
    }

    it('streams: the first sound comes while the decoder still has most of the lecture before it', async () => {
      const sound = decoder.decode(LECTURE, context())[Symbol.asyncIterator]();
      const first = await sound.next();
      assert.ok(!first.done && first.value.length < 1_000_000);
      await sound.return?.();
      assert.deepEqual(children() ?? [], []);
    });

    it('leaves no process behind when it is cancelled', async (t) => {
      const controller = new AbortController();
      const sound = decoder.decode(LECTURE, context({}, controller.signal))[Symbol.asyncIterator]();
      assert.ok(!(await sound.next()).done);
      const running = children();
      if (!running) return t.skip('not proved here: only Linux tells the children of a process');
      assert.equal(running.length, 1);
      controller.abort();
      await assertFails(Promise.resolve(sound.next()), 'cancelled');
      assert.deepEqual(children(), []);
    });

    it('is ended at its deadline and leaves no process behind', async () => {
      await assertFails(decodeAll(decoder, LECTURE, context({ maxWallSeconds: 0.001 })), 'decoder-failed');
      assert.deepEqual(children() ?? [], []);
    });

    it('fails as a decoder, not as a file, when its memory is too small', async (t) => {
      if (process.platform !== 'linux') return t.skip('not proved: only Linux enforces the limit on memory');
      await assertFails(decodeAll(decoder, LECTURE, context({ maxMemoryMegabytes: 3 })), 'decoder-failed');
    });
  });
}

describe('choosing a decoder', () => {
  const absent: Decoder = {
    name: 'absent',
    available: async () => ({ ok: false, remedy: 'Install it.' }),
    decode: () => assert.fail('an absent decoder was used'),
    decodeStream: () => assert.fail('an absent decoder was used'),
  };
  const present = (name: string): Decoder => ({
    ...absent,
    name,
    available: async () => ({ ok: true, version: '1' }),
  });
  const all = [absent, present('first'), present('second')];

  it('takes the first that is available', async () => {
    assert.equal((await chooseDecoder(undefined, all)).decoder.name, 'first');
  });
  it('takes the one that a setting names', async () => {
    assert.equal((await chooseDecoder('second', all)).decoder.name, 'second');
  });
  it('does not replace the one that a setting names', () =>
    assert.rejects(chooseDecoder('absent', all), { code: 'decoder-missing', detail: 'absent: Install it.' }));
  it('says which there are when the setting names none of them', () =>
    assert.rejects(chooseDecoder('other', all), {
      code: 'setting-invalid',
      detail: /absent, first, second/,
    }));
  it('tells every remedy when none is available', () =>
    assert.rejects(chooseDecoder(undefined, [absent]), { code: 'decoder-missing', detail: /Install it/ }));
});
