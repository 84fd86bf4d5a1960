import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { LaunchContext, LaunchItem } from './define.ts';

/** The part of the command's report that is looked at. */
const Report = z.object({
  generator: z.object({ name: z.string(), version: z.string() }),
  presets: z.array(z.object({ preset: z.string(), failures: z.array(z.unknown()) })),
  golden: z.array(z.object({ file: z.string(), lines: z.array(z.string()) })),
  pairs: z.array(
    z.object({
      lecture: z.string(),
      one: z.string(),
      other: z.string(),
      differences: z.array(z.object({ aspect: z.string(), one: z.string(), other: z.string() })),
      alike: z.array(z.string()),
    }),
  ),
});

const GOLDEN_FOLDER = 'fixtures/golden';
/** Six presets. */
const PAIRS = 15;

export const goldenOutputs: LaunchItem = {
  id: '3.1',
  title: 'Golden outputs for each preset',
  endpoint: 'npm run quality; the Markdown export of three lectures under six presets, in fixtures/golden',
  sabotages: [
    {
      breaks: 'two presets are the same but for their names',
      file: 'core/src/presets/registry.ts',
      find: '  seminar,\n];',
      replace: '  { ...research, id: seminar.id, title: seminar.title, purpose: seminar.purpose },\n];',
    },
    {
      breaks: 'an exporter writes headings of another level',
      file: 'server/src/exporters/markdown.ts',
      find: 'yield `\\n## ',
      replace: 'yield `\\n### ',
    },
    {
      breaks: 'the generator leaves out the last artifact of a preset',
      file: 'server/src/language/extractive.ts',
      find: 'of preset.artifacts.entries()',
      replace: 'of preset.artifacts.slice(0, -1).entries()',
    },
  ],
  async prove(context) {
    await proveAccepted(context);
    await proveNoticed(context);
  },
};

/** What is made now is what was accepted, and any two presets differ. */
async function proveAccepted(context: LaunchContext): Promise<void> {
  const { root, evidence, note } = context;
  const accepted = (await readdir(join(root, GOLDEN_FOLDER))).filter((name) => name.endsWith('.md'));
  const { code, report } = await compare(context, join(root, GOLDEN_FOLDER));
  const presets = report.presets.map(({ preset }) => preset);
  const lectures = new Set(accepted.map((name) => name.split('.')[0]));
  assert.equal((presets.length * (presets.length - 1)) / 2, PAIRS, 'There are six presets.');
  assert.equal(
    accepted.length,
    lectures.size * presets.length,
    'Every lecture has an output of every preset.',
  );
  assert.ok(lectures.size >= 3, 'There are three lectures at least.');

  await writeFile(join(evidence, 'pairs.txt'), report.pairs.map(pairText).join('\n'));
  for (const lecture of new Set(report.pairs.map((pair) => pair.lecture))) {
    const pairs = report.pairs.filter((pair) => pair.lecture === lecture);
    assert.equal(pairs.length, PAIRS, `All pairs of presets are compared for ${lecture}.`);
    const alike = pairs.filter((pair) => pair.alike.length > 0);
    const told = alike.map((pair) => `${pair.one} and ${pair.other} in ${pair.alike.join(', ')}`);
    assert.deepEqual(told, [], `Presets are alike in ${lecture}.`);
    note(`${lecture}: all ${pairs.length} pairs of presets differ in structure (pairs.txt says in what).`);
  }
  const changed = report.golden.map(({ file, lines }) => [file, ...lines].join('\n'));
  assert.equal(changed.length, 0, `${changed.length} outputs are not as accepted:\n${changed.join('\n')}`);
  assert.equal(code, 0, 'The command says that all is well.');
  const { name, version } = report.generator;
  note(`${accepted.length} outputs of ${name} ${version} are as accepted, byte for byte.`);
}

/** One changed line in one accepted output is told as that line, before and after. */
async function proveNoticed(context: LaunchContext): Promise<void> {
  const { root, scratch, note } = context;
  const copy = join(scratch, 'golden');
  await cp(join(root, GOLDEN_FOLDER), copy, { recursive: true });
  const [file = ''] = (await readdir(copy)).sort();
  const lines = (await readFile(join(copy, file), 'utf8')).split('\n');
  const at = lines.findIndex((line) => line.startsWith('- '));
  const [was = ''] = lines.splice(at, 1, '- Something that the lecture never said.');
  await writeFile(join(copy, file), lines.join('\n'));

  const { code, report } = await compare(context, copy);
  assert.equal(code, 1, 'A changed output fails.');
  assert.deepEqual(
    report.golden.map((difference) => difference.file),
    [file],
    'The changed output is named, and no other.',
  );
  const told = report.golden[0]?.lines ?? [];
  assert.ok(told.includes('- - Something that the lecture never said.') && told.includes(`+ ${was}`));
  note(`One line of ${file} changed in a copy is told as:\n${told.map((line) => `    ${line}`).join('\n')}`);
}

/** Runs the command as a user does, against a folder of accepted outputs. */
async function compare({ root, signal }: LaunchContext, accepted: string) {
  const words = [join(root, 'scripts/quality/run.ts'), '--golden', '--json', '--accepted', accepted];
  const child = spawn(process.execPath, words, { cwd: root, signal, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  let errors = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    output += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    errors += text;
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  assert.ok(output.startsWith('{'), `The command told nothing (exit ${code}): ${errors.slice(-1000)}`);
  return { code, report: Report.parse(JSON.parse(output)) };
}

function pairText({ lecture, one, other, differences }: z.infer<typeof Report>['pairs'][number]): string {
  const lines = differences.map((side) => `  ${side.aspect}\n    ${side.one}\n    ${side.other}`);
  return [`${lecture}: ${one} and ${other}`, ...lines, ''].join('\n');
}
