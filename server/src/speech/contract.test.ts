import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { Problem } from '@pegasus/core/problem.ts';
import { Provenance } from '@pegasus/core/transcript.ts';
import { type PcmStream, type RecognizedSegment, SAMPLE_RATE, type SpeechProvider } from './define.ts';
import { SPEECH_PROVIDERS } from './registry.ts';
import { bytesOf, chunked, melody, noise, silence } from './synthetic-sound.ts';

const fixture = new URL('../../../fixtures/speech/short-sentence', import.meta.url);
const sentence = new Uint8Array(await readFile(new URL(`${fixture}.pcm`)));
const spoken = await readFile(new URL(`${fixture}.txt`), 'utf8');
const pause = bytesOf(silence(3));
const lecture = Buffer.concat([bytesOf(silence(2)), sentence, pause, sentence, bytesOf(silence(1))]);
const cacheFolder = await mkdtemp(join(tmpdir(), 'pegasus-speech-'));
after(() => rm(cacheFolder, { recursive: true, force: true }));

interface Heard {
  segments: RecognizedSegment[];
  progress: number[];
  notes: string[];
}

async function hear(provider: SpeechProvider, sound: PcmStream, signal = new AbortController().signal) {
  const heard: Heard = { segments: [], progress: [], notes: [] };
  const context = {
    signal,
    onProgress: (seconds: number) => heard.progress.push(seconds),
    onNote: (note: string) => heard.notes.push(note),
  };
  for await (const segment of provider.transcribe(sound, context)) heard.segments.push(segment);
  return heard;
}

function words(text: string): string[] {
  return text.toLowerCase().match(/[a-z]+/g) ?? [];
}

for (const [name, create] of Object.entries(SPEECH_PROVIDERS)) {
  describe(`speech provider ${name}`, () => {
    const provider = create({ cacheFolder });
    after(() => provider.close());

    it('is ready, and says who it is', async () => {
      await provider.check();
      const provenance = Provenance.parse(provider.provenance());
      assert.equal(provenance.provider, provider.name);
      assert.ok(provenance.model);
      for (const hash of Object.values(provenance.modelSha256 ?? {})) assert.match(hash, /^[0-9a-f]{64}$/);
    });

    it('hears what was said, when it was said, and tells how far it is', async () => {
      const { segments, progress } = await hear(provider, chunked(lecture, lecture.length));
      const text = words(segments.map((segment) => segment.text).join(' '));
      const expected = [...words(spoken), ...words(spoken)];
      const found = expected.filter((word) => text.includes(word)).length;
      assert.ok(found >= 0.8 * expected.length, `heard: ${text.join(' ')}`);

      const seconds = lecture.length / 2 / SAMPLE_RATE;
      const length = sentence.length / 2 / SAMPLE_RATE;
      let before = 0;
      for (const { start, end, text: line } of segments) {
        assert.ok(start >= before && end > start && end <= seconds, `${before} ${start} ${end} ${seconds}`);
        assert.equal(line, line.trim());
        assert.notEqual(line, '');
        before = end;
      }
      assert.ok(Math.abs((segments[0]?.start ?? 0) - 2) < 0.3, 'first start');
      const second = segments.find((segment) => segment.start > 2 + length);
      assert.ok(Math.abs((second?.start ?? 0) - (2 + length + 3)) < 0.3, 'second start');

      assert.deepEqual(
        progress,
        progress.toSorted((a, b) => a - b),
      );
      assert.equal(progress.at(-1), seconds);
    });

    it('gives the same result however the sound arrives', async () => {
      const whole = await hear(provider, chunked(lecture, lecture.length));
      const drops = await hear(provider, chunked(lecture, 2 * SAMPLE_RATE));
      const crumbs = await hear(provider, chunked(lecture, 1_234));
      assert.deepEqual(drops.segments, whole.segments);
      assert.deepEqual(crumbs.segments, whole.segments);
    });

    it('goes on where an earlier run was cut off, with the same words', async () => {
      const whole = await hear(provider, chunked(lecture, 32_000));
      const resumeFrom = whole.segments[0]?.end ?? 0;
      const context = { signal: new AbortController().signal, resumeFrom, onProgress() {}, onNote() {} };
      const rest = await Array.fromAsync(provider.transcribe(chunked(lecture, 32_000), context));
      assert.ok(rest.length > 0);
      assert.deepEqual(rest, whole.segments.slice(1));
    });

    it('gives final segments while sound still comes in', async () => {
      let first: (() => void) | undefined;
      const arrived = new Promise<void>((resolve) => {
        first = resolve;
      });
      async function* live() {
        yield* chunked(Buffer.concat([sentence, pause]), 2 * SAMPLE_RATE);
        await arrived;
        yield pause;
      }
      const context = { signal: new AbortController().signal, onProgress() {}, onNote() {} };
      const segments: RecognizedSegment[] = [];
      for await (const segment of provider.transcribe(live(), context)) {
        segments.push(segment);
        first?.();
      }
      assert.ok(segments.length > 0);
    });

    it('finds no words where nobody speaks', async () => {
      const nobody = bytesOf([...silence(3), ...noise(5), ...silence(1), ...melody(5)]);
      assert.deepEqual((await hear(provider, chunked(nobody, 32_000))).segments, []);
      const { segments, progress } = await hear(provider, chunked(new Uint8Array(), 32_000));
      assert.deepEqual({ segments, progress }, { segments: [], progress: [0] });
    });

    it('stops with the reason of the signal, even when the sound is stuck', async () => {
      const abort = new AbortController();
      const reason = new Error('enough');
      async function* stuck() {
        yield sentence;
        setImmediate(() => abort.abort(reason));
        await new Promise(() => {});
      }
      await assert.rejects(hear(provider, stuck(), abort.signal), reason);
      await assert.rejects(hear(provider, chunked(sentence, 1_000), abort.signal), reason);
    });

    it('passes on what goes wrong with the sound', async () => {
      const broken = new Problem('recording-unreadable');
      async function* breaking() {
        yield sentence;
        throw broken;
      }
      await assert.rejects(hear(provider, breaking()), broken);
    });

    it('lets go of the sound when nobody listens any more', async () => {
      let released: (() => void) | undefined;
      const letGo = new Promise<void>((resolve) => {
        released = resolve;
      });
      async function* endless() {
        try {
          for (;;) yield Buffer.concat([sentence, pause]);
        } finally {
          released?.();
        }
      }
      const context = { signal: new AbortController().signal, onProgress() {}, onNote() {} };
      for await (const segment of provider.transcribe(endless(), context)) {
        assert.ok(segment.text);
        break;
      }
      await letGo;
    });

    it('ends running work when it is closed, can be closed twice, and then refuses', async () => {
      const closing = create({ cacheFolder });
      async function* closes() {
        yield sentence;
        await closing.close();
        await new Promise(() => {});
      }
      await assert.rejects(hear(closing, closes()), Problem);
      await closing.close();
      await assert.rejects(hear(closing, chunked(sentence, 1_000)), Problem);
    });
  });
}
