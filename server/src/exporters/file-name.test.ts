import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exportFileName, exportFolderName } from './file-name.ts';
import { HOSTILE_TEXTS } from './hostile-material.ts';

const DEVICES = [
  'CON',
  'prn',
  'Aux',
  'NUL',
  'COM1',
  'com0',
  'LPT9',
  'lpt³',
  'CONIN$',
  'CLOCK$',
  'con ',
  'con.txt',
  'NUL .tar.gz',
  ' aux',
  '..nul',
];
const TRICKS = [
  '',
  ' ',
  '.',
  '..',
  '...',
  '-',
  '--help',
  '-rf .',
  '~',
  '~root',
  '.hidden',
  '/',
  '\\',
  '../../etc/passwd',
  '..\\..\\boot.ini',
  'C:\\Windows\\system32',
  '\\\\?\\C:\\x',
  '//server/share',
  'a/../b',
  'file:stream',
  'a\u0000.exe',
  'a\nb\r\nc',
  'x\u007f\u0085y',
  'invoice\u202etxt.exe',
  '\u2066a\u2069',
  '\ufeff',
  '\u200b\u200d',
  'name. . .',
  'name   ',
  '$(reboot)',
  '`id`',
  '%PATH%',
  'a;b&c|d',
  '*?"<>|',
  '\ud800',
  'x\udfff',
  '\u3000\u00a0',
  '\u2028',
  'con\u0301',
  '[[note]]#^a',
  'é',
  'e\u0301',
  '👩‍👩‍👧‍👦',
  '\u{f0000}',
  '!history',
];
const LONG = [
  'a'.repeat(1000),
  '記'.repeat(200),
  '👩‍👩‍👧‍👦'.repeat(40),
  `CON${'\u0301'.repeat(300)}`,
  `${'a'.repeat(114)}. .b`,
  ' '.repeat(5000),
  `e${'\u0301'.repeat(5000)}`,
  '.'.repeat(300),
  'x '.repeat(500),
  'a'.repeat(2_000_000),
];

test('no title makes a name that any system refuses, hides, runs or misreads', () => {
  for (const title of [...DEVICES, ...TRICKS, ...LONG, ...HOSTILE_TEXTS]) {
    for (const extension of ['md', 'json']) {
      const name = exportFileName(title, extension);
      const shown = JSON.stringify(title.slice(0, 40));
      assert.ok(name.endsWith(`.${extension}`) && name.length > extension.length + 1, shown);
      assert.ok(Buffer.byteLength(name) <= 120, shown);
      assert.doesNotMatch(name, /[/\\:*?"<>|#^[\]%`$;&!~\p{Cc}\p{Cf}\p{Zl}\p{Zp}\ufffd]/u, shown);
      assert.doesNotMatch(name, /^[\s.-]|\s{2}|[^\S ]|[\s.]\.[a-z]+$/, shown);
      assert.doesNotMatch(
        name,
        /^(?:con|prn|aux|nul|conin\$|conout\$|clock\$|com[\d¹²³]|lpt[\d¹²³])\s*\./i,
        shown,
      );
      assert.ok(name.isWellFormed(), shown);
      assert.equal(
        exportFileName(name.slice(0, -extension.length - 1), extension),
        name,
        `${shown} is not stable`,
      );
    }
  }
});

test('a folder is named by the same rules', () => {
  for (const title of [...DEVICES, ...TRICKS, ...LONG, ...HOSTILE_TEXTS]) {
    const name = exportFolderName(title);
    assert.ok(name.length > 0 && Buffer.byteLength(name) <= 120);
    assert.ok(`${name}.md`.startsWith(exportFileName(title, 'md').slice(0, -3)));
    assert.doesNotMatch(name, /^[\s.-]|[\s.]$|[/\\:]/);
  }
});

test('an ordinary title stays as it is', () => {
  for (const title of [
    'Memory and forgetting',
    'Lecture 3 (part 2) - Prices, costs + profit',
    'Über naïve Ökonomie',
    'الذاكرة والنسيان',
    '記憶',
    "Newton's 2nd law",
    'v1.2 notes',
  ]) {
    assert.equal(exportFileName(title, 'md'), `${title}.md`);
  }
});

test('what cannot be kept leaves a name that can be read', () => {
  assert.equal(exportFileName('../../etc/passwd', 'md'), 'etc passwd.md');
  assert.equal(exportFileName('Costs: fixed/variable?', 'csv'), 'Costs fixed variable.csv');
  assert.equal(exportFileName('CON', 'md'), 'lecture CON.md');
  assert.equal(exportFileName('???', 'md'), 'lecture.md');
  assert.equal(exportFileName('e\u0301', 'md'), '\u00e9.md');
});

test('a long title is cut between characters and never inside one', () => {
  const family = '👩‍👩‍👧‍👦';
  assert.match(exportFileName('記'.repeat(200), 'md'), /^記{39}\.md$/);
  assert.doesNotMatch(exportFileName(family.repeat(40), 'md'), /\ufffd/);
});
