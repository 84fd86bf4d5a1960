import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Problem } from '@pegasus/core/problem.ts';
import { type CaptionFormat, LIMITS, type TimedText } from './define.ts';
import { captionFormats, parseCaptions, recognizeCaptions } from './registry.ts';

/** The same three captions in each format, by independent hands: written out, not made by code. */
const SAMPLES: Record<string, string> = {
  vtt: 'WEBVTT\n\n00:01.500 --> 00:04.000\nGood morning.\n\n00:04.000 --> 00:07.250\nToday: memory\n& forgetting.\n\n01:00:00.000 --> 01:00:02.000\n[Applause]\n',
  srt: '1\n00:00:01,500 --> 00:00:04,000\nGood morning.\n\n2\n00:00:04,000 --> 00:00:07,250\nToday: memory\n& forgetting.\n\n3\n01:00:00,000 --> 01:00:02,000\n[Applause]\n',
  sbv: '0:00:01.500,0:00:04.000\nGood morning.\n\n0:00:04.000,0:00:07.250\nToday: memory\n& forgetting.\n\n1:00:00.000,1:00:02.000\n[Applause]\n',
  json: '{ "segments": [\n{"start":1.5,"end":4,"text":"Good morning."},\n{"id":"s1","start":4,"end":7.25,"text":"Today: memory\\n& forgetting."},\n{"start":3600,"end":3602,"text":"[Applause]"}\n] }\n',
};
const EXPECTED: TimedText[] = [
  { start: 1.5, end: 4, text: 'Good morning.' },
  { start: 4, end: 7.25, text: 'Today: memory & forgetting.' },
  { start: 3600, end: 3602, text: '[Applause]' },
];

const encode = (text: string) => new TextEncoder().encode(text);
const utf16 = (text: string, bigEndian: boolean) => {
  const bytes = Buffer.from(`\ufeff${text}`, 'utf16le');
  return new Uint8Array(bigEndian ? bytes.swap16() : bytes);
};

for (const format of captionFormats) {
  const sample = SAMPLES[format.name] ?? assert.fail(`no sample of ${format.name}`);
  const read = (bytes: Uint8Array) => parseCaptions(format.name, bytes).segments;
  const refused = (bytes: Uint8Array, detail: RegExp) =>
    assert.throws(
      () => read(bytes),
      (error) => error instanceof Problem && error.code === format.problem && detail.test(error.detail ?? ''),
    );

  test(`${format.name}: words and times are read`, () => {
    assert.deepEqual(read(encode(sample)), EXPECTED);
  });

  test(`${format.name}: byte order marks, UTF-16 and every line end make no difference`, () => {
    assert.deepEqual(read(encode(`\ufeff${sample}`)), EXPECTED);
    assert.deepEqual(read(utf16(sample, false)), EXPECTED);
    assert.deepEqual(read(utf16(sample, true)), EXPECTED);
    for (const end of ['\r\n', '\r', '\r\r\n']) {
      assert.deepEqual(read(encode(sample.replaceAll('\n', end))), EXPECTED);
    }
  });

  test(`${format.name}: is recognized by its bytes, and as nothing else`, () => {
    for (const bytes of [
      encode(sample),
      encode(`\ufeff${sample}`),
      utf16(sample, false),
      utf16(sample, true),
    ]) {
      assert.equal(recognizeCaptions(bytes)?.name, format.name);
    }
    for (const other of ['', '%PDF-1.7', 'Dear diary, at 10:30 I woke up.', 'PK\u0003\u0004']) {
      assert.equal(format.recognizes(other), false);
    }
  });

  test(`${format.name}: an empty file is refused`, () => {
    refused(new Uint8Array(), /Line 1: the file is empty/);
    refused(encode(' \n\n'), /./);
  });

  test(`${format.name}: bytes that are no text are refused with the line`, () => {
    refused(new Uint8Array([...encode(sample), 0x0a, 0xff, 0xc0, 0x0a]), /Line \d+: not UTF-8/);
    refused(new Uint8Array([0xff, 0xfe, 0x41]), /not UTF-16LE/);
  });

  test(`${format.name}: a file that is too large is refused before it is read`, () => {
    refused(new Uint8Array(LIMITS.bytes + 1), /larger than 32 MiB/);
  });

  test(`${format.name}: words that end before they start, or after a day, are refused with the place`, () => {
    const place = format.name === 'json' ? /At segments\.1\./ : /Line \d+:/;
    for (const [right, wrong] of wrongTimes(format)) {
      assert.ok(sample.includes(right));
      refused(encode(sample.replace(right, wrong)), place);
    }
  });

  test(`${format.name}: whatever the bytes, the answer is captions or a Problem with a place`, () => {
    const random = seeded(20_261_123);
    const bytes = encode(sample);
    let read = 0;
    for (let round = 0; round < 3000; round++) {
      const damaged = [() => noise(random), () => damage(bytes, random), () => soup(sample, random)][
        round % 3
      ]?.();
      try {
        const { segments } = parseCaptions(format.name, damaged ?? assert.fail());
        assertSound(segments);
        read += 1;
      } catch (error) {
        assert.ok(error instanceof Problem, `round ${round}: ${error}`);
        assert.equal(error.code, format.problem);
        assert.match(error.detail ?? '', /^(?:Line \d+|At \S.*|The file): /);
      }
    }
    assert.ok(read > 0, 'no damaged file could still be read, so the other half was not tried');
  });
}

test('a name that is no format is refused with those that are', () => {
  assert.throws(
    () => parseCaptions('docx', encode('x')),
    (error) => error instanceof Problem && /vtt, srt, sbv, json/.test(error.detail ?? ''),
  );
});

function assertSound(segments: readonly TimedText[]): void {
  assert.ok(segments.length > 0);
  let before = 0;
  for (const { start, end, text } of segments) {
    assert.ok(start >= before && end >= start && end <= LIMITS.seconds);
    assert.ok(text.length > 0 && text.isWellFormed() && text === text.trim() && !/[\n\r\p{Cc}]/u.test(text));
    before = start;
  }
}

function wrongTimes({ name }: CaptionFormat): [string, string][] {
  if (name === 'json')
    return [
      ['"end":7.25', '"end":3.9'],
      ['"end":7.25', '"end":90000'],
    ];
  const comma = name === 'srt' ? ',' : '.';
  return [
    [`07${comma}250`, `03${comma}900`],
    [`0:07${comma}250`, `9:99${comma}250`],
    [`07${comma}250`, 'soon'],
    [`${name === 'vtt' ? '' : '0:'}00:07${comma}250`, `25:00:00${comma}000`],
  ];
}

/** Mulberry32 (T. Ettinger): small, and the same on every machine. */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

function noise(random: (below: number) => number): Uint8Array {
  return Uint8Array.from({ length: random(400) }, () => random(256));
}

function damage(bytes: Uint8Array, random: (below: number) => number): Uint8Array {
  const damaged = [...bytes];
  for (let times = 1 + random(6); times > 0; times--) {
    const at = random(damaged.length);
    if (random(2)) damaged.splice(at, random(12));
    else damaged.splice(at, 0, ...Array.from({ length: random(4) }, () => 32 + random(95)));
    if (damaged.length === 0) break;
  }
  return Uint8Array.from(damaged);
}

const PIECES = [
  'WEBVTT',
  '\n',
  '\n\n',
  '\r\n',
  ' --> ',
  '-->',
  '00:00:01.000',
  '00:02,000',
  '99:99:99.999',
  '0:00:01.000,0:00:02.000',
  '1',
  'NOTE',
  'STYLE',
  '<v Ann>',
  '<c>',
  '</c>',
  '<',
  '&amp;',
  '&#0;',
  '&#x110000;',
  '{\\an8}',
  '{"segments":[',
  '{"start":0,',
  '"end":1,',
  '"text":"a"}',
  ']}',
  '[br]',
  '\u0000',
  '\u202e',
  '\u2028',
  'word',
  '😀',
  '-',
  '\ufeff',
  '\ud800',
];

function soup(sample: string, random: (below: number) => number): Uint8Array {
  const pieces = Array.from({ length: 1 + random(12) }, () => PIECES[random(PIECES.length)] ?? '').join('');
  // Inside JSON the same characters arrive escaped, or the file would be refused before they are read.
  const words = sample.startsWith('{') ? JSON.stringify(pieces).slice(1, -1) : pieces;
  return encode(random(2) ? sample.replace('Good morning.', () => words) : pieces);
}
