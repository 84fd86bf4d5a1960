import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readFacts } from './facts.ts';
import { judge } from './judge.ts';

/** A made-up project: path and source of each file. Files that are only named are there and empty. */
function breachesOf(files: Record<string, string>, longFiles: Record<string, string> = {}) {
  const tree = new Map(Object.entries(files).map(([path, source]) => [path, readFacts(source)]));
  return judge(tree, longFiles);
}

function rulesOf(files: Record<string, string>, longFiles: Record<string, string> = {}): string[] {
  return breachesOf(files, longFiles).map(({ file, line, rule }) => `${file}:${line} ${rule}`);
}

const there = { 'core/src/a.ts': '', 'server/src/db/open.ts': '', 'server/src/queue/define.ts': '' };

test('a tree that keeps the law has nothing against it', () => {
  const files = {
    'core/src/a.ts': `import { z } from 'zod';`,
    'core/src/a.test.ts': `import { test } from 'node:test';\nimport { a } from './a.ts';`,
    'server/src/speech/define.ts': `import type { A } from '@pegasus/core/a.ts';`,
    'server/src/speech/loud.ts': `import loud from 'loud';\nimport type { S } from './define.ts';`,
    'server/src/speech/registry.ts': `import { loud } from './loud.ts';`,
    'server/src/db/open.ts': `import { Kysely } from 'kysely';`,
    'server/src/queue/define.ts': `import type { T } from '../db/open.ts';`,
    'server/src/stages/transcribe.ts': `import type { S } from '../speech/define.ts';\nimport { z } from 'zod';`,
    'server/src/stages/run-stage.ts': `import { open } from '../db/open.ts';\nimport type { Q } from '../queue/define.ts';`,
    'server/src/services.ts': `import { speech } from './speech/registry.ts';`,
    'server/src/http/app.ts': `import type { S } from '../services.ts';`,
    'server/src/main.ts': `import { app } from './http/app.ts';\nprocess.env.PEGASUS_PORT;`,
    'ops/launch/run.ts': `import { METRICS } from '@pegasus/server/metrics.ts';\nprocess.env.HOME;`,
    'server/src/metrics.ts': '',
  };
  assert.deepEqual(breachesOf(files), []);
});

const forbidden: [what: string, file: string, source: string, rule: string][] = [
  ['core imports a library', 'core/src/b.ts', `import 'kysely';`, 'core'],
  ['core imports Node.js', 'core/src/b.ts', `import 'node:fs';`, 'core'],
  ['core imports the server', 'core/src/b.ts', `import '@pegasus/server/db/open.ts';`, 'core'],
  [
    'an implementation imports the database',
    'server/src/speech/b.ts',
    `import '../db/open.ts';`,
    'implementations of speech',
  ],
  [
    'an implementation imports another kind',
    'server/src/storage/b.ts',
    `import '../media/define.ts';`,
    'implementations of storage',
  ],
  [
    'a registry imports the queue',
    'server/src/media/registry.ts',
    `import '../queue/define.ts';`,
    'registry of media',
  ],
  ['a stage imports an implementation', 'server/src/stages/b.ts', `import '../media/ffmpeg.ts';`, 'stages'],
  [
    'a stage imports the database, if only a type',
    'server/src/stages/b.ts',
    `import type { T } from '../db/open.ts';`,
    'stages',
  ],
  ['a stage imports the queue', 'server/src/stages/b.ts', `import '../queue/define.ts';`, 'stages'],
  [
    'run-stage imports an implementation',
    'server/src/stages/run-stage.ts',
    `import '../media/ffmpeg.ts';`,
    'run-stage',
  ],
  ['the database imports services', 'server/src/db/b.ts', `import '../services.ts';`, 'database'],
  ['the queue imports http', 'server/src/queue/b.ts', `import '../http/app.ts';`, 'queue'],
  ['http imports an implementation', 'server/src/http/b.ts', `import '../media/ffmpeg.ts';`, 'http'],
  [
    'services import an implementation',
    'server/src/services.ts',
    `import './media/ffmpeg.ts';`,
    'server programs',
  ],
  ['operations reach into the server', 'ops/b.ts', `import '@pegasus/server/db/open.ts';`, 'operations'],
  [
    'end-to-end tests reach into the server',
    'e2e/b.ts',
    `import '@pegasus/server/db/open.ts';`,
    'end-to-end tests',
  ],
  ['the app reaches into the server', 'app/src/b.ts', `import '@pegasus/server/db/open.ts';`, 'app'],
  ['the app imports Node.js', 'app/src/b.ts', `import 'node:fs';`, 'app'],
  ['the server imports a script', 'server/src/b.ts', `import '../../scripts/b.ts';`, 'server programs'],
  ['a file belongs to no layer', 'elsewhere/b.ts', '', 'layer'],
  ['a program is imported', 'server/src/http/b.ts', `import '../main.ts';`, 'program'],
  [
    'core is reached by a relative path',
    'server/src/b.ts',
    `import '../../core/src/a.ts';`,
    'package-address',
  ],
  ['a file is imported that is not there', 'core/src/b.ts', `import './gone.ts';`, 'missing'],
  ['the environment is read elsewhere', 'server/src/b.ts', `process.env.HOME;`, 'environment'],
  ['a name is computed', 'server/src/b.ts', 'await import(name);', 'computed-import'],
  ['a default is exported', 'server/src/b.ts', 'export default 1;', 'no-default-export'],
  ['a file is called index', 'server/src/db/index.ts', '', 'file-name'],
  ['a file is called utils', 'core/src/utils.ts', '', 'file-name'],
  ['a file is called helpers', 'core/src/helpers.test.ts', '', 'file-name'],
  ['a file is called types', 'app/src/types.tsx', '', 'file-name'],
  ['a file is past 300 lines', 'core/src/b.ts', '\n'.repeat(301), 'length'],
  ['a test is past 500 lines', 'core/src/b.test.ts', '\n'.repeat(501), 'length'],
  ['a file imports itself', 'core/src/b.ts', `import './b.ts';`, 'no-cycle'],
];

const named = {
  ...there,
  'server/src/media/define.ts': '',
  'server/src/media/ffmpeg.ts': '',
  'server/src/services.ts': '',
  'server/src/http/app.ts': '',
  'server/src/main.ts': '',
  'scripts/b.ts': '',
};

for (const [what, file, source, rule] of forbidden) {
  test(`it is told when ${what}`, () => {
    const found = breachesOf({ ...named, [file]: source }).filter((breach) => breach.file === file);
    assert.ok(
      found.some((breach) => breach.rule === rule),
      `found only: ${found.map((breach) => breach.rule).join(', ') || 'nothing'}`,
    );
    for (const { text, remedy } of found) assert.ok(text.length > 0 && remedy.length > 0);
  });
}

test('a cycle is told once, with its files in order and the line of the import', () => {
  const files = {
    'core/src/a.ts': `// first\nimport { b } from './b.ts';`,
    'core/src/b.ts': `import { c } from './c.ts';`,
    'core/src/c.ts': `import { a } from './a.ts';`,
  };
  const [cycle, ...others] = breachesOf(files);
  assert.deepEqual(others, []);
  assert.equal(`${cycle?.file}:${cycle?.line} ${cycle?.rule}`, 'core/src/a.ts:2 no-cycle');
  assert.match(cycle?.text ?? '', /a\.ts → core\/src\/b\.ts → core\/src\/c\.ts → core\/src\/a\.ts/);
});

test('two cycles that do not touch are both told', () => {
  const files = {
    'core/src/a.ts': `import './b.ts';`,
    'core/src/b.ts': `import './a.ts';`,
    'core/src/c.ts': `import './d.ts';\nimport './a.ts';`,
    'core/src/d.ts': `import './c.ts';`,
  };
  assert.deepEqual(rulesOf(files), ['core/src/a.ts:1 no-cycle', 'core/src/c.ts:1 no-cycle']);
});

test('types that know each other make no cycle, because nothing is loaded', () => {
  const files = {
    'core/src/a.ts': `import type { B } from './b.ts';`,
    'core/src/b.ts': `import { a } from './a.ts';`,
  };
  assert.deepEqual(rulesOf(files), []);
});

test('a long file with a reason passes, and a reason that is not needed any more is told', () => {
  const reasons = { 'core/src/table.ts': 'one table' };
  assert.deepEqual(rulesOf({ 'core/src/table.ts': '\n'.repeat(301) }, reasons), []);
  assert.deepEqual(rulesOf({ 'core/src/table.ts': '' }, reasons), ['core/src/table.ts:1 length']);
  assert.deepEqual(rulesOf({}, reasons), ['core/src/table.ts:1 length']);
});

test("the router's files may be called index and export a default", () => {
  assert.deepEqual(rulesOf({ 'app/src/app/index.tsx': 'export default function Screen() {}' }), []);
});
