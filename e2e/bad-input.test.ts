import assert from 'node:assert/strict';
import { openAsBlob, readFileSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { type Client, createClient } from '@pegasus/core/client.ts';
import { Problem, type ProblemCode } from '@pegasus/core/problem.ts';
import { fixture, type RunningServer, startServer, waitFor } from './product.ts';

/** The sample lecture as captions that say nothing of sentences: small letters, no full stops, no pauses. */
const WITHOUT_PUNCTUATION = captionsOf(
  readFileSync(fixture('sample-lecture.txt'), 'utf8')
    .toLowerCase()
    .replace(/[^a-z\s]/g, '')
    .split(/\s+/),
);

function captionsOf(words: string[]): string {
  const time = (second: number) => new Date(second * 1000).toISOString().slice(11, 23);
  const cues = Array.from({ length: Math.ceil(words.length / 10) }, (_, cue) =>
    [`${time(cue * 4)} --> ${time(cue * 4 + 4)}`, words.slice(cue * 10, cue * 10 + 10).join(' ')].join('\n'),
  );
  return `WEBVTT\n\n${cues.join('\n\n')}\n`;
}

interface BadFile {
  file: string;
  content?: string;
  /** What it is refused with at once, or what its lecture fails with. */
  code: ProblemCode;
}

/** Refused by their first bytes, before anything is kept. */
const refused: BadFile[] = [
  { file: 'bad/empty.m4a', code: 'recording-empty' },
  { file: 'bad/renamed-pdf.m4a', code: 'recording-type-unsupported' },
  { file: 'bad/archive.mp3', code: 'recording-type-unsupported' },
  { file: 'bad/picture.png', code: 'recording-type-unsupported' },
  { file: 'bad/program.mp3', code: 'recording-type-unsupported' },
  { file: 'bad/playlist.m3u8', code: 'recording-type-unsupported' },
  { file: 'bad/playlist-renamed.mp3', code: 'recording-type-unsupported' },
  { file: 'bad/plain-text.m4a', code: 'recording-type-unsupported' },
  { file: 'bad/audible.m4b', code: 'recording-encrypted' },
  { file: 'bad/protected.m4a', code: 'recording-encrypted' },
  { file: 'bad/cut-before-index.m4a', code: 'recording-unreadable' },
];

/** Found out by looking at the whole; their lecture fails visibly, at once and for good. */
const failing: BadFile[] = [
  { file: 'bad/silent.wav', code: 'recording-silent' },
  { file: 'bad/music.m4a', code: 'no-speech' },
  { file: 'bad/zero-seconds.wav', code: 'recording-without-audio' },
  { file: 'bad/corrupt.m4a', code: 'recording-unreadable' },
  { file: 'bad/without-sound.mp4', code: 'recording-without-audio' },
  { file: 'no-punctuation.vtt', content: WITHOUT_PUNCTUATION, code: 'captions-unpunctuated' },
  { file: 'no-cues.vtt', content: 'WEBVTT\n\n', code: 'captions-invalid' },
];

describe('bad input over HTTP', () => {
  let data: string;
  let server: RunningServer;
  let client: Client;
  let courseId: string;
  before(async () => {
    data = await mkdtemp(join(tmpdir(), 'pegasus-bad-input-'));
    server = await startServer(data, {
      PEGASUS_MAX_RECORDING_HOURS: '0.05',
      PEGASUS_MAX_UPLOAD_MEGABYTES: '2',
    });
    client = createClient({ baseUrl: server.url });
    courseId = (await client.createCourse({ body: { name: 'Bad input' } })).id;
  });
  after(async () => {
    await server.stop();
    await rm(data, { recursive: true, force: true });
  });

  async function handIn({ file, content }: Pick<BadFile, 'file' | 'content'>, preset = 'exam') {
    const blob = content === undefined ? await openAsBlob(fixture(file)) : new Blob([content]);
    return client.createLecture({ form: { courseId, preset }, file: { name: file, content: blob } });
  }
  const isProblem = (code: ProblemCode) => (error: unknown) => {
    assert.ok(error instanceof Problem, String(error));
    assert.equal(error.code, code);
    return true;
  };
  // Whoever asks for readiness writes a probe for a moment, and the product itself asks all the time.
  const storedObjects = async () =>
    (await readdir(join(data, 'objects'), { recursive: true, withFileTypes: true })).filter(
      (entry) =>
        entry.isFile() && !(entry.name.startsWith('check-') && entry.parentPath.endsWith('.staging')),
    );

  for (const bad of refused) {
    test(`${bad.file} is refused: ${bad.code}`, async () => {
      await assert.rejects(handIn(bad), isProblem(bad.code));
      assert.deepEqual((await client.listLectures({})).items, []);
      assert.deepEqual(await storedObjects(), [], 'nothing is left in the store');
    });
  }

  for (const bad of failing) {
    test(`${bad.file} fails its lecture: ${bad.code}`, async () => {
      const { id: lectureId } = await handIn(bad);
      const lecture = await waitFor(async () => {
        const now = await client.getLecture({ params: { lectureId } });
        return now.state === 'processing' ? undefined : now;
      });
      assert.equal(lecture.state, 'failed');
      assert.equal(lecture.problem?.code, bad.code);
      assert.ok(lecture.problem?.remedy, 'it says what to do');
      const { items } = await client.getTimeline({ params: { lectureId } });
      assert.equal(items.filter(({ state }) => state === 'failed').length, 1, 'it is not tried again');
      await client.deleteLecture({ params: { lectureId } });
      assert.deepEqual(await storedObjects(), [], 'deleting it leaves nothing in the store');
    });
  }

  test('a recording that breaks off gives what was recorded, or a clear refusal', async () => {
    for (const file of [
      'bad/cut-short.mp3',
      'bad/cut-short.m4a',
      'bad/claims-4-gigabytes.wav',
      'bad/claims-12-hours.m4a',
    ]) {
      const lecture = await handIn({ file }).catch((error: unknown) => error);
      if (lecture instanceof Problem) {
        assert.equal(lecture.entry.kind, 'input', `${file}: ${lecture.message}`);
        continue;
      }
      assert.ok(!(lecture instanceof Error), String(lecture));
      const { id: lectureId } = lecture as { id: string };
      const ended = await waitFor(async () => {
        const now = await client.getLecture({ params: { lectureId } });
        return now.state === 'processing' ? undefined : now;
      });
      if (ended.state === 'failed')
        assert.ok(
          ended.problem && new Problem(ended.problem.code).entry.kind === 'input',
          JSON.stringify(ended.problem),
        );
      else assert.equal(ended.state, 'thin', 'a few seconds of speech are thin');
      await client.deleteLecture({ params: { lectureId } });
    }
    assert.deepEqual(await storedObjects(), []);
  });

  test('a recording over the longest length is refused, with the setting to change', async () => {
    const { id: lectureId } = await handIn({ file: 'sample-lecture.m4a' });
    const lecture = await waitFor(async () => {
      const now = await client.getLecture({ params: { lectureId } });
      return now.state === 'processing' ? undefined : now;
    });
    assert.equal(lecture.problem?.code, 'recording-too-long');
    assert.match(new Problem('recording-too-long').entry.operator, /PEGASUS_MAX_RECORDING_HOURS/);
    await client.deleteLecture({ params: { lectureId } });
  });

  test('a file over the largest size is refused and leaves nothing', async () => {
    const large = `WEBVTT\n\n${'x'.repeat(3_000_000)}`;
    await assert.rejects(handIn({ file: 'large.vtt', content: large }), isProblem('recording-too-large'));
    assert.deepEqual(await storedObjects(), []);
  });

  test('a preset that does not exist is refused with those that do', async () => {
    await assert.rejects(handIn({ file: 'media/sentence.vtt' }, 'no-such-preset'), (error) => {
      assert.ok(isProblem('preset-unknown')(error));
      assert.match((error as Problem).detail ?? '', /exam/);
      return true;
    });
    assert.deepEqual(await storedObjects(), []);
  });

  test('hostile file names become harmless names', async () => {
    const names = [
      '../../etc/passwd.vtt',
      '..\\..\\boot.ini.vtt',
      'a\u202etxt.vtt',
      '\u0000\u0007.vtt',
      'CON.vtt',
      `${'long'.repeat(100)}.vtt`,
      '<img src=x onerror=alert(1)>.vtt',
    ];
    const content = new Blob(['WEBVTT\n\n00:00.000 --> 00:02.000\nA short line.\n']);
    for (const name of names) {
      const { id: lectureId } = await client.createLecture({
        form: { courseId, preset: 'exam' },
        file: { name, content },
      });
      const lecture = await client.getLecture({ params: { lectureId } });
      // biome-ignore lint/suspicious/noControlCharactersInRegex: that none is left is what is tested
      assert.doesNotMatch(`${lecture.title}${lecture.recording.fileName}`, /[/\\\u0000-\u001f\u202e]/);
      assert.ok(lecture.title.length > 0 && lecture.title.length <= 200);
      await client.deleteLecture({ params: { lectureId } });
    }
    assert.deepEqual(await storedObjects(), []);
  });
});
