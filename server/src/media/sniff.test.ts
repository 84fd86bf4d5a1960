import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { Problem, type ProblemCode } from '@pegasus/core/problem.ts';
import { SNIFF_BYTES, sniff, sniffFile } from './sniff.ts';

const FIXTURES = join(import.meta.dirname, '../../../fixtures');

const MEDIA: Record<string, [kind: string, format: string]> = {
  'sentence.m4a': ['audio', 'm4a'],
  'sentence-fragmented.mp4': ['audio', 'm4a'],
  'sentence.mp3': ['audio', 'mp3'],
  'sentence.aac': ['audio', 'aac'],
  'sentence.wav': ['audio', 'wav'],
  'sentence.flac': ['audio', 'flac'],
  'sentence.ogg': ['audio', 'ogg'],
  'sentence.opus': ['audio', 'ogg'],
  'sentence.webm': ['audio', 'webm'],
  'sentence.mp4': ['video', 'mp4'],
  'sentence.mov': ['video', 'mov'],
  'sentence.mkv': ['video', 'mkv'],
  'sentence.vtt': ['captions', 'vtt'],
  'sentence.srt': ['captions', 'srt'],
  'sentence.sbv': ['captions', 'sbv'],
};

const REFUSED: Record<string, [code: ProblemCode, detail?: RegExp]> = {
  'empty.m4a': ['recording-empty'],
  'renamed-pdf.m4a': ['recording-type-unsupported', /PDF/],
  'archive.mp3': ['recording-type-unsupported', /zip/],
  'picture.png': ['recording-type-unsupported', /PNG/],
  'program.mp3': ['recording-type-unsupported', /program/],
  'playlist.m3u8': ['recording-type-unsupported', /playlist/],
  'playlist-renamed.mp3': ['recording-type-unsupported', /playlist/],
  'plain-text.m4a': ['recording-type-unsupported', /text/],
  'protected.m4a': ['recording-encrypted'],
  'audible.m4b': ['recording-encrypted', /Audible/],
  'cut-before-index.m4a': ['recording-unreadable', /index/],
};

function bytes(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text, 'latin1'));
}

function sniffBytes(text: string): ReturnType<typeof sniff> {
  return sniff(bytes(text), text.length);
}

function assertRefused(act: () => unknown, [code, detail]: [ProblemCode, RegExp?]): void {
  assert.throws(act, (error) => {
    assert.ok(error instanceof Problem, String(error));
    assert.equal(error.code, code);
    if (detail) assert.match(error.detail ?? '', detail);
    return true;
  });
}

describe('what a file is', () => {
  it('is known for every media fixture', () => {
    assert.deepEqual(Object.keys(MEDIA).sort(), readdirSync(join(FIXTURES, 'media')).sort());
  });

  for (const [name, [kind, format]] of Object.entries(MEDIA)) {
    it(`is told by the bytes of ${name}, from the file and from its head`, () => {
      const file = join(FIXTURES, 'media', name);
      const content = readFileSync(file);
      for (const found of [sniffFile(file), sniff(content.subarray(0, SNIFF_BYTES), content.length)]) {
        assert.deepEqual([found.kind, found.format], [kind, format]);
        assert.match(found.mediaType, /^(audio|video|text|application)\/[\w.-]+$/);
      }
    });
  }

  for (const [name, refused] of Object.entries(REFUSED)) {
    it(`makes ${name} refused as ${refused[0]}`, () => {
      assertRefused(() => sniffFile(join(FIXTURES, 'bad', name)), refused);
    });
  }
});

describe('what a file looks like', () => {
  const named: [content: string, detail: RegExp][] = [
    ['MZ\x90\x00\x03'.padEnd(64, '\0'), /program/],
    ['\xff\xd8\xff\xe0\x00\x10JFIF', /JPEG/],
    ['RIFF\x10\x00\x00\x00WEBPVP8 ', /WebP/],
    ['RIFF\x10\x00\x00\x00AVI LIST', /AVI/],
    ['<!DOCTYPE html><html></html>', /web page/],
    ['#!/bin/sh\nrm -rf /\n', /script/],
    ['\xff\xfe1\x00\n\x00', /UTF-16/],
    ['\x00'.repeat(5000), /zeros/],
    ['\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic', /picture/],
    ['\x00\x01\x02\x03\x04\x05\x06\x07\x08', /no known kind/],
    ['the wide field of memory', /text/],
    ['1\n2\n3\n', /text/],
  ];
  for (const [content, detail] of named) {
    it(`is said of ${JSON.stringify(content.slice(0, 12))}`, () => {
      assertRefused(() => sniffBytes(content), ['recording-type-unsupported', detail]);
    });
  }

  it('names protected Windows Media as protected', () => {
    const asf = '\x30\x26\xb2\x75\x8e\x66\xcf\x11\xa6\xd9\x00\xaa\x00\x62\xce\x6c'.padEnd(40, '\0');
    assertRefused(() => sniffBytes(asf), ['recording-type-unsupported', /Windows Media/]);
    const guarded = `${asf}\xfb\xb3\x11\x22\x23\xbd\xd2\x11\xb4\xb7\x00\xa0\xc9\x55\xfc\x6e`;
    assertRefused(() => sniffBytes(guarded), ['recording-encrypted']);
  });
});

describe('captions', () => {
  const accepted: [content: string, format: string][] = [
    ['\xef\xbb\xbfWEBVTT - Lecture 1\r\n\r\n00:01.000 --> 00:02.000\r\nHi.\r\n', 'vtt'],
    ['WEBVTT', 'vtt'],
    ['\r\n1\r\n00:00:01,000 --> 00:00:02,000\r\nHi.\r\n', 'srt'],
    ['00:00:01.000 --> 00:00:02.000\nHi.\n', 'srt'],
    ['0:00:00.599,0:00:04.160\nHi.\n', 'sbv'],
    ['{"language":"en","seconds":1,"segments":[]}', 'json'],
  ];
  for (const [content, format] of accepted) {
    it(`are recognised as ${format} in ${JSON.stringify(content.slice(0, 20))}`, () => {
      assert.equal(sniffBytes(content).format, format);
    });
  }
  for (const content of ['WEBVTTX\n', '{"a":1}', 'At 00:00:01,000 --> we began', '12,13\n14,15\n']) {
    it(`are not seen in ${JSON.stringify(content)}`, () => {
      assertRefused(() => sniffBytes(content), ['recording-type-unsupported']);
    });
  }
});

describe('raw streams', () => {
  const mp3 = readFileSync(join(FIXTURES, 'media/sentence.mp3'));

  it('are found behind a tag with a picture that is longer than the head', () => {
    const picture = 200_000;
    const size = [(picture >> 21) & 127, (picture >> 14) & 127, (picture >> 7) & 127, picture & 127];
    const tag = Buffer.concat([
      Buffer.from('ID3\x03\x00\x00', 'latin1'),
      Buffer.from(size),
      Buffer.alloc(picture),
    ]);
    const tagged = Buffer.concat([tag, mp3]);
    assert.equal(sniff(tagged.subarray(0, SNIFF_BYTES), tagged.length).format, 'mp3');
    assert.equal(sniff(tagged, tagged.length).format, 'mp3');
  });

  it('are not believed for a tag with nothing behind it, or one lucky header', () => {
    assertRefused(() => sniffBytes('ID3\x03\x00\x00\x00\x00\x00\x05hello'), ['recording-type-unsupported']);
    const lucky = `\xff\xfb\x90\x64${'junk'.repeat(500)}`;
    assertRefused(() => sniffBytes(lucky), ['recording-type-unsupported']);
  });
});

describe('movie files', () => {
  it('without picture are sound, whatever their brand says', () => {
    assert.equal(sniffFile(join(FIXTURES, 'media/sentence-fragmented.mp4')).kind, 'audio');
  });

  it('end the search in boxes that lie about their size', () => {
    const liar = '\x00\x00\x00\x10ftypisom\x00\x00\x00\x00\x00\x00\x00\x04moov\x00\x00\x00\x00';
    assert.equal(sniffBytes(liar).format, 'mp4');
    const loop =
      '\x00\x00\x00\x10ftypisom\x00\x00\x00\x00\x00\x00\x00\x01moov\x00\x00\x00\x00\x00\x00\x00\x00';
    assert.equal(sniffBytes(loop).format, 'mp4');
  });
});
