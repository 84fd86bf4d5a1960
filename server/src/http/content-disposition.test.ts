import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { attachment } from './content-disposition.ts';

const HOSTILE = [
  '../../etc/passwd',
  'C:\\Windows\\system32\\a.dll',
  'a"; filename="b.exe',
  'line\r\nSet-Cookie: a=b',
  'zero\0byte.md',
  'reversed\u202Egpj.exe',
  'lone surrogate \ud800.md',
  "quotes ' and * and ( ) !.md",
  '%2e%2e%2f.md',
  '....',
  '   ',
  '',
  'e\u0301te\u0301.md',
  '講義 🐈.md',
  'x'.repeat(5000),
];

/** The name that a reader of RFC 8187 gets. */
const decoded = (header: string) => decodeURIComponent(/filename\*=UTF-8''(.*)$/.exec(header)?.[1] ?? '');

describe('a file to save', () => {
  for (const name of HOSTILE) {
    test(`cannot leave its header or its folder when it is called ${JSON.stringify(name.slice(0, 40))}`, () => {
      const header = attachment(name);
      // token/quoted-string of RFC 6266, then the extended value of RFC 8187 with its own small alphabet.
      assert.match(
        header,
        /^attachment; filename="[\x20\x21\x23\x24\x26-\x5b\x5d-\x7e]+"; filename\*=UTF-8''[A-Za-z0-9%_.~-]+$/,
      );
      assert.doesNotMatch(decoded(header), /[/\\\p{Cc}\p{Cf}]/u);
      assert.doesNotMatch(decoded(header), /^\.|^\s*$/);
    });
  }

  test('keeps its own name, in whatever script', () => {
    assert.equal(decoded(attachment('講義 🐈.md')), '講義 🐈.md');
    assert.equal(decoded(attachment("Ohm's law (part 2)!.md")), "Ohm's law (part 2)!.md");
  });

  test('has a plain name beside it for old readers', () => {
    assert.match(attachment('Übung 3.md'), /filename="_bung 3\.md"/);
  });

  test('is called something when nothing of its name is left', () => {
    assert.equal(decoded(attachment('../..')), '_');
    assert.equal(decoded(attachment('\u202e')), 'download');
  });
});
