import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readCommit } from '../../ops/launch/prove.ts';

/** Something that must hold before a release goes out, shown by a command that fails when it does not. */
export interface Gate {
  name: string;
  about: string;
  command: readonly string[];
}

/** In this order: the cheap ones first, so that a release that cannot go out costs little. */
export const GATES: readonly Gate[] = [
  {
    name: 'clean',
    about: 'every file is committed',
    command: ['git', 'diff', '--exit-code', '--stat', 'HEAD'],
  },
  {
    name: 'check',
    about: 'types, lint, import law, generated files, tests',
    command: ['npm', 'run', 'check'],
  },
  {
    name: 'supply-chain',
    about: 'advisories, licences, secrets, lockfile',
    command: ['npm', 'run', 'supply-chain'],
  },
  {
    name: 'changelog',
    about: 'what changed can be told',
    command: ['npm', 'run', 'release', '--', 'changelog'],
  },
  {
    name: 'migrations',
    about: 'every migration goes up, down and up',
    command: ['npm', 'run', 'drill', '--', 'migrations'],
  },
  { name: 'restore', about: 'a backup comes back whole', command: ['npm', 'run', 'drill', '--', 'restore'] },
  {
    name: 'release',
    about: 'to the new release and back under load',
    command: ['npm', 'run', 'drill', '--', 'release'],
  },
  { name: 'launch', about: 'every item of the launch checklist', command: ['npm', 'run', 'launch'] },
];

interface Passed {
  gate: Gate;
  at: Date;
  seconds: number;
  /** Absent when it was not run, because one before it failed. */
  code?: number;
}

/** Runs them in order, stops at the first that fails, and writes the record either way. Gives the exit code. */
export async function runGates(root: string, only: readonly string[], signal: AbortSignal): Promise<number> {
  const unknown = only.filter((name) => !GATES.some((gate) => gate.name === name));
  if (unknown.length > 0) {
    console.error(
      `There is no gate ${unknown.join(', ')}. There are: ${GATES.map(({ name }) => name).join(', ')}.`,
    );
    return 2;
  }
  const begun = new Date();
  const folder = join(root, 'evidence/releases', begun.toISOString().replaceAll(':', ''));
  await mkdir(folder, { recursive: true });
  const passed: Passed[] = [];
  for (const gate of GATES.filter(({ name }) => only.length === 0 || only.includes(name))) {
    const at = new Date();
    const failed = passed.some(({ code }) => code !== 0);
    if (failed) {
      passed.push({ gate, at, seconds: 0 });
      continue;
    }
    console.log(`${gate.name}: ${gate.about} …`);
    const { code, output } = await run(gate.command, root, signal);
    await writeFile(join(folder, `${gate.name}.log`), output);
    passed.push({ gate, at, seconds: (Date.now() - at.getTime()) / 1000, code });
    if (code !== 0) console.error(output.trimEnd().split('\n').slice(-15).join('\n'));
  }
  const go = passed.every(({ code }) => code === 0);
  const record = recordPage(passed, { commit: readCommit(root), begun, whole: only.length === 0, go });
  await writeFile(join(folder, 'record.md'), record);
  console.log(`\n${record}\nRecord: ${join(folder, 'record.md')}`);
  return go ? 0 : 1;
}

/** Says «go» only when every gate was run and passed. */
export function recordPage(
  passed: readonly Passed[],
  { commit, begun, whole, go }: { commit: string; begun: Date; whole: boolean; go: boolean },
): string {
  const verdict = !go ? 'NO GO' : whole ? 'GO' : 'No verdict: only some of the gates were run';
  const rows = passed.map(({ gate, at, seconds, code }) => {
    const result = code === undefined ? 'not run' : code === 0 ? 'passed' : `FAILED (exit ${code})`;
    return `| ${gate.name} | ${result} | ${code === undefined ? '' : `${at.toISOString().slice(11, 19)}, ${seconds.toFixed(0)} s`} | \`${gate.command.join(' ')}\` |`;
  });
  return [
    `# Release of ${commit}`,
    `${begun.toISOString()}: **${verdict}**`,
    ['| Gate | Result | When | By |', '| --- | --- | --- | --- |', ...rows].join('\n'),
    'By hand, when it is a go: tag the commit, publish the changelog with it, roll out as docs/deploying.md says.',
  ].join('\n\n');
}

function run(
  [program = '', ...words]: readonly string[],
  root: string,
  signal: AbortSignal,
): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(program, words, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], signal });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    child.on('error', (error) => resolve({ code: 1, output: `${output}\n${error.message}` }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}
