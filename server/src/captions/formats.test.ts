import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Problem } from '@pegasus/core/problem.ts';
import { LIMITS } from './define.ts';
import { parseCaptions } from './registry.ts';

const read = (format: string, text: string) => parseCaptions(format, new TextEncoder().encode(text));
const texts = (format: string, text: string) => read(format, text).segments.map((segment) => segment.text);
const detailOf = (format: string, text: string) => {
  try {
    read(format, text);
  } catch (error) {
    if (error instanceof Problem) return `${error.code} ${error.detail}`;
    throw error;
  }
  return 'read';
};

describe('WebVTT', () => {
  test('notes, styles, regions, names of cues and settings are no words', () => {
    const file = `WEBVTT - made by hand
Kind: captions
Language: en-GB

STYLE
::cue { color: red }

REGION
id:fred

NOTE a remark
over two lines

first cue
00:00:01.000 --> 00:00:02.000 align:start position:0%
One.

NOTE

2
00:00:02.000 --> 00:00:03.000
Two.`;
    assert.deepEqual(texts('vtt', file), ['One.', 'Two.']);
    assert.equal(read('vtt', file).language, 'en-GB');
  });

  test('markup goes, what was said stays', () => {
    const file =
      'WEBVTT\n\n00:01.000 --> 00:02.000\n<i>Let</i> <c.yellow.bg_blue>x</c> &lt; 5, <00:00:01.500><b>and</b> y &amp;gt; 3&nbsp;[points to slide]\nif a < b and b > c';
    assert.deepEqual(texts('vtt', file), ['Let x < 5, and y &gt; 3 [points to slide] if a < b and b > c']);
  });

  test('entities that stand for no character stay as they are', () => {
    assert.deepEqual(
      texts('vtt', 'WEBVTT\n\n00:01.000 --> 00:02.000\n&#0; &#x110000; &#xD800; &none; &#65;&#x42;'),
      ['&#0; &#x110000; &#xD800; &none; AB'],
    );
  });

  test('a voice becomes a label where the speaker changes', () => {
    const cues = [
      '<v Ann>Hello.</v>',
      '<v Ann>All of you.',
      '<v.loud Bob Lee>Hi.',
      'Unknown.',
      '<v Bob Lee>Bob still.',
      '<v Ann>Me again. <v Bob>And me.',
    ];
    const file = cues.map((cue, index) => `00:0${index}.000 --> 00:0${index + 1}.000\n${cue}`).join('\n\n');
    assert.deepEqual(texts('vtt', `WEBVTT\n\n${file}`), [
      'Ann: Hello.',
      'All of you.',
      'Bob Lee: Hi.',
      'Unknown.',
      'Bob Lee: Bob still.',
      'Ann: Me again. Bob: And me.',
    ]);
  });

  test('a blank line inside a caption loses no words', () => {
    assert.deepEqual(
      texts('vtt', 'WEBVTT\n\n00:01.000 --> 00:02.000\nOne.\n\nStill one.\n\n00:02.000 --> 00:03.000\nTwo.'),
      ['One. Still one.', 'Two.'],
    );
  });

  test('a file is refused with the line that is wrong', () => {
    assert.equal(
      detailOf('vtt', 'Hello\n\n00:01.000 --> 00:02.000\nx'),
      'captions-invalid Line 1: WEBVTT is missing.',
    );
    assert.equal(
      detailOf('vtt', 'WEBVTT\n\nHello\n\n00:01.000 --> 00:02.000\nx'),
      'captions-invalid Line 3: text without a time.',
    );
    assert.equal(
      detailOf('vtt', 'WEBVTT\n\n00:01.000 --> later\nx'),
      'captions-invalid Line 3: the times cannot be read.',
    );
    assert.equal(
      detailOf('vtt', 'WEBVTT\n\n00:03.000 --> 00:02.000\nx'),
      'captions-invalid Line 3: the caption ends before it starts.',
    );
    assert.match(
      detailOf('vtt', 'WEBVTT\n\n00:01.000 --> 00:02.000\n'),
      /captions-invalid Line 4: no captions were found/,
    );
  });
});

describe('automatic captions that roll', () => {
  const YOUTUBE = `WEBVTT
Kind: captions
Language: en

00:00:00.080 --> 00:00:02.310 align:start position:0%
 
good<00:00:00.400><c> morning</c><00:00:00.800><c> everyone</c>

00:00:02.310 --> 00:00:02.320 align:start position:0%
good morning everyone
 

00:00:02.320 --> 00:00:04.550 align:start position:0%
good morning everyone
today<00:00:02.700><c> we</c><00:00:03.000><c> talk</c>

00:00:04.550 --> 00:00:04.560 align:start position:0%
today we talk
 

00:00:04.560 --> 00:00:06.000 align:start position:0%
today we talk
talk<00:00:05.000><c> about</c><00:00:05.300><c> memory</c>
`;
  test('every word comes once, at its first time', () => {
    assert.deepEqual(read('vtt', YOUTUBE).segments, [
      { start: 0.08, end: 2.32, text: 'good morning everyone' },
      { start: 2.32, end: 4.56, text: 'today we talk' },
      { start: 4.56, end: 6, text: 'talk about memory' },
    ]);
  });

  test('captions that grow word by word come once', () => {
    const grown = ['so', 'so the', 'so the point', 'so the point is', 'so the point is this'];
    const file = grown
      .map((text, index) => `${index}\n00:00:0${index},000 --> 00:00:0${index + 1},000\n${text}`)
      .join('\n\n');
    assert.equal(texts('srt', file).join(' '), 'so the point is this');
  });

  test('two-line windows whose times overlap come once and no longer overlap', () => {
    const lines = ['alpha one', 'beta two', 'gamma three', 'delta four', 'epsilon five'];
    const file = lines
      .map(
        (line, index) =>
          `00:00:0${index}.000 --> 00:00:0${index + 2}.000\n${index ? `${lines[index - 1]}\n` : ''}${line}`,
      )
      .join('\n\n');
    const { segments } = read('vtt', `WEBVTT\n\n${file}`);
    assert.deepEqual(
      segments.map(({ text }) => text),
      lines,
    );
    assert.ok(segments.every(({ end }, index) => end <= (segments[index + 1]?.start ?? Infinity)));
  });

  test('a person who repeats a word is not cut', () => {
    const said = [
      'Is it so?',
      'Yes.',
      'Yes.',
      'It is the',
      'the demand curve.',
      'And this?',
      'No.',
      'No.',
      'Never.',
    ];
    const file = said.map((text, index) => `0:00:0${index}.000,0:00:0${index + 1}.000\n${text}`).join('\n\n');
    assert.deepEqual(texts('sbv', file), said);
  });

  test('a file of two captions with the same word is not cut, nor is one in which all is said again later', () => {
    assert.deepEqual(texts('sbv', '0:00:01.000,0:00:02.000\nYes.\n\n0:00:02.000,0:00:03.000\nYes.'), [
      'Yes.',
      'Yes.',
    ]);
    const again = [1, 2, 3, 4, 5].map((minute) => `0:0${minute}:00.000,0:0${minute}:02.000\nSay it again.`);
    assert.equal(texts('sbv', again.join('\n\n')).length, 5);
  });

  test('a caption that stands twice in the file with the same times comes once', () => {
    const cue = '0:00:01.000,0:00:02.000\nOnce.\n\n';
    assert.deepEqual(texts('sbv', cue + cue), ['Once.']);
  });
});

describe('SubRip', () => {
  test('numbers, commands and tags are no words; numbers that are said are', () => {
    const file =
      '1\r\n00:00:01,000 --> 00:00:02,000 X1:40 X2:600\r\n{\\an8}<font color="#fff">The year</font> was\r\n1885\r\n\r\n2\r\n00:00:02,5 --> 00:00:03\r\n<i>Then</i>\r\n3\r\n0:00:04.000-->0:00:05.000\r\nthree';
    assert.deepEqual(read('srt', file).segments, [
      { start: 1, end: 2, text: 'The year was 1885' },
      { start: 2.5, end: 3, text: 'Then' },
      { start: 4, end: 5, text: 'three' },
    ]);
  });

  test('captions out of order are put in order', () => {
    const file = '2\n00:00:05,000 --> 00:00:06,000\nlater\n\n1\n00:00:01,000 --> 00:00:02,000\nfirst';
    assert.deepEqual(texts('srt', file), ['first', 'later']);
  });

  test('an arrow that is said is no time', () => {
    assert.deepEqual(texts('srt', '1\n00:00:01,000 --> 00:00:02,000\nA --> B, 5 --> 6'), [
      'A --> B, 5 --> 6',
    ]);
  });
});

describe('YouTube', () => {
  test('broken lines are joined, remarks and labels stay', () => {
    const file = '0:00:01.000,0:00:02.000\nPROFESSOR: Look here[br][points to slide]\n>> STUDENT: ok';
    assert.deepEqual(texts('sbv', file), ['PROFESSOR: Look here [points to slide] >> STUDENT: ok']);
  });
});

describe('limits', () => {
  test('too many captions, and one endless caption, are refused with the line', () => {
    const many = '0:00:01.000,0:00:02.000\nx\n'.repeat(LIMITS.cues + 1);
    assert.match(detailOf('sbv', many), /Line 400001: there are more than 200000 captions/);
    const long = `0:00:01.000,0:00:02.000\n${'word '.repeat(LIMITS.cueCharacters)}`;
    assert.match(detailOf('sbv', long), /Line 2: a caption has more than 20000 characters/);
  });
});

describe('Pegasus transcripts', () => {
  test('the whole transcript, the export of everything, and the least that can be used are read', () => {
    const segments = [{ id: 's0', start: 0, end: 1, text: 'Hello.' }];
    const whole = { language: 'en', seconds: 1, segments, provenance: { provider: 'x' } };
    const expected = { language: 'en', segments: [{ start: 0, end: 1, text: 'Hello.' }] };
    assert.deepEqual(read('json', JSON.stringify(whole)), expected);
    assert.deepEqual(
      read('json', JSON.stringify({ format: 'pegasus-lecture', transcript: whole })),
      expected,
    );
    assert.deepEqual(read('json', JSON.stringify({ segments })), { segments: expected.segments });
  });

  test('a wrong file is refused with the place and without its words', () => {
    assert.equal(detailOf('json', '{"segments":[\n{"secret":1,}]}'), 'transcript-invalid Line 2: not JSON.');
    assert.equal(detailOf('json', '{"segments":[\n{"secret": }]}'), 'transcript-invalid The file: not JSON.');
    assert.match(
      detailOf('json', '{"segments":[{"start":0,"end":"secret","text":"x"}]}'),
      /At segments\.0\.end: (?!.*secret)/,
    );
    assert.match(detailOf('json', '[]'), /At the whole file: /);
    assert.match(detailOf('json', '{"segments":[]}'), /At segments: /);
  });
});
