/**
 * `npm run check`: all that must hold before a change is good. Every step runs, whether or not one before
 * it failed; a line each with its seconds, and at the end what failed with all that it printed.
 */
import { spawn } from 'node:child_process';
import { ROOT } from './project-files.ts';

const step = (name: string, ...words: string[]) => ({ name, words });

const STEPS = [
  step('types', tool('typescript', 'tsc'), '-p', '.'),
  step('types of the app', tool('typescript', 'tsc'), '-p', 'app'),
  step(
    'lint',
    tool('@biomejs/biome', 'biome'),
    'check',
    '--error-on-warnings',
    '--max-diagnostics=200',
    '--colors=off',
  ),
  step('import law', 'scripts/check-imports.ts'),
  step('generated files', 'scripts/generate.ts', '--check'),
  step('schema drift', 'scripts/schema-drift.ts'),
  step('tests', 'scripts/test.ts'),
];

/** The program of a package as Node.js runs it: `node_modules/.bin` differs between systems. */
function tool(name: string, program: string): string {
  return `node_modules/${name}/bin/${program}`;
}

function runStep(words: string[]): Promise<{ code: number; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, words, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      output += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text) => {
      output += text;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

const failures: { name: string; output: string }[] = [];
const begun = performance.now();
for (const { name, words } of STEPS) {
  const start = performance.now();
  const { code, output } = await runStep(words);
  const seconds = ((performance.now() - start) / 1000).toFixed(1).padStart(6);
  const last = output.trimEnd().split('\n').at(-1) ?? '';
  console.log(`${code === 0 ? 'ok  ' : 'FAIL'} ${seconds} s  ${name.padEnd(16)} ${last}`);
  if (code !== 0) failures.push({ name, output });
}
for (const { name, output } of failures) console.log(`\n── ${name} ${'─'.repeat(60)}\n${output.trimEnd()}`);
const seconds = ((performance.now() - begun) / 1000).toFixed(1);
const failed = failures.map(({ name }) => name).join(', ');
console.log(`\n${failed ? `Failed: ${failed}` : 'All is well'}, ${seconds} s.`);
process.exitCode = failures.length > 0 ? 1 : 0;
