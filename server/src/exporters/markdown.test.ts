import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Block } from '@pegasus/core/block.ts';
import type { ExportMaterial } from './define.ts';
import { HOSTILE_TEXTS, hostileMaterial } from './hostile-material.ts';
import { markdown } from './markdown.ts';
import { escapeMarkdown } from './markdown-text.ts';

function write(material: ExportMaterial): string {
  return Buffer.concat([...(markdown.write(material).content as Iterable<Uint8Array>)]).toString();
}

function notesOf(...blocks: Block[]): string {
  const material = hostileMaterial();
  const [shown] = material.artifacts;
  const file = write({
    ...material,
    momentUrl: () => '',
    lectureTitle: 'T',
    artifacts: shown ? [{ ...shown, title: 'A', blocks }] : [],
  });
  return file.slice(file.indexOf('## A\n') + 5).trim();
}

test('hostile text is nowhere markup', () => {
  const file = write(hostileMaterial());
  const body = file.slice(file.indexOf('\n---\n', 4) + 5).replace(/\\[!-/:-@[-`{-~]/g, '');
  const lines = body.split('\n');
  const fences = lines.filter((line) => line.startsWith('```'));
  const prose = body
    .replace(/^```mermaid\n[\s\S]*?^```$/gm, '')
    // Links to moments are ours, and lead nowhere else.
    .replace(/(\[[\d:]+\])\(https:\/\/pegasus\.example\.org\/%28x%29\/lectures\/1\?at=\d+\)/g, '$1');
  const blocks = hostileMaterial().artifacts.flatMap((shown) => shown.blocks);
  const count = (kind: Block['kind']) => blocks.filter((block) => block.kind === kind).length;

  const drawn = blocks.filter((block) => block.kind === 'map' && block.concepts.length > 0);
  assert.equal(fences.length, 2 * drawn.length);
  const headings = prose.split('\n').filter((line) => /^\s*(?:> ?)*#/.test(line));
  assert.equal(headings.length, 1 + hostileMaterial().artifacts.length + count('heading'));
  assert.doesNotMatch(prose, /<|`|~|\$|\{|\}|==|%%|\|\||]\(|]\[|!\[|\[\[|_|::|https?:\/\/|www\./);
  assert.doesNotMatch(prose, /^(?:[-=]{2,}|\s{4,}\S|[+]\s)/m);
  for (const [bracket] of prose.matchAll(/\[[^\]]*\]/g)) {
    assert.match(bracket, /^\[(?:!success|[\d:]+(?:–[\d:]+)?)\]$/);
  }
  for (const line of prose.split('\n')) assert.match(line, /^[^^]*(?: \^[A-Za-z0-9-]+)?$/);
  for (const line of prose.split('\n')) assert.match(line, /^(?:> ?)?[^>]*$/);
});

test('a line that would begin a list, quotation, rule or heading is a line of words', () => {
  const begun = [
    '- a',
    '+ a',
    '* a',
    '1. a',
    '12) a',
    '> a',
    '# a',
    '---',
    '===',
    '***',
    '    a',
    '~~~',
    '[ ] a',
    '| a |',
  ];
  for (const text of begun) assert.match(escapeMarkdown(text), /^(?:\\|&gt;|a|\d+\\)/);
});

test('words without markup stay as they are', () => {
  for (const text of [
    'Memory is 50% recall; see pp. 12-14 (and more)!',
    "It's 3 + 4, isn't it?",
    'Ω ≈ ½ — naïve',
    'AT&T & co',
  ]) {
    assert.equal(escapeMarkdown(text).replace('AT&amp;T', 'AT&T'), text);
  }
});

test('every text of the front matter stands in quotes, so that no reader takes it for something else', () => {
  const file = write({ ...hostileMaterial(), lectureTitle: '2026-11-23', courseName: 'Memory' });
  assert.match(file, /^---\ntitle: "2026-11-23"\ncourse: "Memory"\ndate: "2026-11-23"\npreset: "exam"\n/);
});

test('each item carries its moment and a block id, once', () => {
  const item = { text: 'A point.', moment: 754, itemId: 'bullet-1' };
  assert.equal(
    notesOf({ kind: 'list', ordered: false, items: [item, item] }),
    '- A point. [12:34] ^bullet-1\n- A point. [12:34]',
  );
  assert.equal(
    notesOf({ kind: 'list', ordered: true, items: [{ text: 'Do.', moment: 3725 }] }),
    '1. Do. [1:02:05]',
  );
});

test('a moment opens the recording there where the address of the server is known', () => {
  const material = hostileMaterial();
  const [shown] = material.artifacts;
  const block: Block = { kind: 'paragraph', text: 'A point.', moment: 754, itemId: 'basic-4' };
  const url = (seconds: number) => `https://pegasus.example.org/lectures/1?at=${seconds}`;
  const file = write({
    ...material,
    momentUrl: url,
    artifacts: shown ? [{ ...shown, blocks: [block] }] : [],
  });
  assert.ok(
    file.includes('A point. *(my words)* [12:34](https://pegasus.example.org/lectures/1?at=754) ^basic-4\n'),
  );
});

test('an answer is folded away under its question', () => {
  const question: Block = {
    kind: 'question',
    form: 'multiple-choice',
    prompt: 'What fades?',
    options: ['A wall', 'A memory', 'A rule'],
    answer: 'A memory',
    explanation: 'It was said so.',
    markScheme: [{ point: 'names memory', marks: 1 }],
    moment: 5,
    itemId: 'q-1',
  };
  assert.equal(
    notesOf(question),
    `What fades? [0:05] ^q-1

- A: A wall
- B: A memory
- C: A rule

> [!success]- Answer
> B: A memory
>
> It was said so.
>
> Mark scheme:
>
> - names memory (1)`,
  );
});

test('a table has as many columns as its widest row, and the moment last', () => {
  const rows = [{ cells: ['a|b', 'c', 'd'], moment: 60 }, { cells: ['e'] }];
  assert.equal(
    notesOf({ kind: 'table', header: ['Claim'], rows }),
    '| Claim |  |  | Moment |\n| --- | --- | --- | --- |\n| a\\|b | c | d | [1:00] |\n| e |  |  |  |',
  );
});

test('a map is drawn, and told in words', () => {
  const map: Block = {
    kind: 'map',
    concepts: [
      { id: 'm', name: 'Memory "store"', moment: 1 },
      { id: 'r', name: 'Recall' },
    ],
    relations: [{ from: 'r', to: 'm', label: 'needs', moment: 2, itemId: 'rel-1' }],
  };
  assert.equal(
    notesOf(map),
    `\`\`\`mermaid
flowchart LR
  c0["Memory #34;store#34;"]
  c1["Recall"]
  c1 -->|"needs"| c0
\`\`\`

- **Memory "store"** [0:01] ^m
- **Recall** ^r
- Recall → needs → Memory "store" [0:02] ^rel-1`,
  );
});

test('an outline is nested as deep as it is', () => {
  const node = (id: string, children: never[] | object[]) => ({ id, title: id, start: 0, end: 60, children });
  const outline = { kind: 'outline', nodes: [node('a', [node('b', [node('c', [])])])] } as Block;
  assert.equal(notesOf(outline), '- a [0:00–1:00] ^a\n  - b [0:00–1:00] ^b\n    - c [0:00–1:00] ^c');
});

test('escaping twice is not escaping once, so nothing is taken for escaped already', () => {
  for (const text of HOSTILE_TEXTS.filter((words) => /[\\&]/.test(words))) {
    assert.notEqual(escapeMarkdown(escapeMarkdown(text)), escapeMarkdown(text));
  }
});
