import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readFacts } from './facts.ts';

const specifiers = (source: string) => readFacts(source).imports.map(({ specifier }) => specifier);

test('every way to name another file is found', () => {
  const source = [
    `import 'a';`,
    `import b, { c as d } from "b";`,
    `import * as e from 'e';`,
    `import {`,
    `  f,`,
    `} from 'f';`,
    `export { g } from 'g';`,
    `export * from 'h';`,
    `export * as i from 'i';`,
    `export type { J } from 'j';`,
    `const k = await import('k');`,
    `const l = new URL('./l.ts', import.meta.url);`,
    `import data from 'm' with { type: 'json' };`,
    `type N = import('n').N;`,
  ].join('\n');
  assert.deepEqual(specifiers(source), ['a', 'b', 'e', 'f', 'g', 'h', 'i', 'j', 'k', './l.ts', 'm', 'n']);
});

test('the line is the one that the name stands in', () => {
  const { imports } = readFacts(`/* one\n two */\nimport {\n  a,\n} from 'a';\nimport 'b';`);
  assert.deepEqual(
    imports.map(({ line }) => line),
    [5, 6],
  );
});

test('what only speaks of an import is none', () => {
  const source = [
    `// import 'a'`,
    `/* import 'b' */`,
    `const c = "import 'c'";`,
    `const d = \`import "d" \${\`\${1}\`} from "d"\`;`,
    `const e = /import 'e'/;`,
    `tools.import('f');`,
    `const g = { import: 'g' };`,
    `export const from = 'h';`,
    `export { c };`,
    `import.meta.resolve('i');`,
    `const j = 4 / 2; const k = "x / import 'k'";`,
  ].join('\n');
  assert.deepEqual(specifiers(source), []);
});

test('code inside of a template is code', () => {
  assert.deepEqual(specifiers(`const a = \`x \${{ b: await import('c') }} y\`; import 'd';`), ['c', 'd']);
});

test('a quote inside of a regular expression opens no string', () => {
  assert.deepEqual(specifiers(`text.replace(/['"]/g, ''); import 'a';`), ['a']);
});

test('only a statement that is erased whole loads nothing', () => {
  const loads = (source: string) => readFacts(source).imports[0]?.loads;
  assert.equal(loads(`import type { A } from 'a';`), false);
  assert.equal(loads(`export type { A } from 'a';`), false);
  assert.equal(loads(`import { type A } from 'a';`), true);
  assert.equal(loads(`import type from 'a';`), true);
  assert.equal(loads(`export * from 'a';`), true);
});

test('an import whose name is computed is told', () => {
  assert.deepEqual(readFacts(`const a = 'b';\nawait import(a);`).computedImports, [2]);
  assert.deepEqual(readFacts(`await import(\`./\${name}.ts\`);`).computedImports, [1]);
});

test('every way to read the environment is found', () => {
  for (const source of [
    `process.env.HOME`,
    `process?.env`,
    `process['env']`,
    `const { argv, env } = process;`,
    `import { env } from 'node:process';`,
    `import { argv, env as e } from 'process';`,
  ]) {
    assert.deepEqual(readFacts(source).environment, [1], source);
  }
  for (const source of [
    `process.argv`,
    `// process.env`,
    `worker.process.env`,
    `const { argv } = process;`,
    `env.HOME`,
  ]) {
    assert.deepEqual(readFacts(source).environment, [], source);
  }
});

test('both ways to export a default are found', () => {
  assert.deepEqual(readFacts(`export default 1;`).defaultExports, [1]);
  assert.deepEqual(readFacts(`const a = 1;\nexport { a as default };`).defaultExports, [2]);
  assert.deepEqual(readFacts(`export { default as a } from 'a';`).defaultExports, []);
});

test('lines are counted as an editor counts them', () => {
  assert.equal(readFacts('a\nb\n').lines, 2);
  assert.equal(readFacts('a\nb').lines, 2);
});
