/**
 * `npm run hostile-media [-- --every N] [--fuzz-seconds S]`: hands crafted files to the very code that takes uploads
 * in and decodes them. Each must end in sound or in a problem that is the file's, within its time, and leave
 * neither a file nor a process behind.
 */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { toProblem } from '@pegasus/core/problem.ts';
import { chooseDecoder } from '@pegasus/server/media/registry.ts';
import { sniff } from '@pegasus/server/media/sniff.ts';
import { ROOT } from '../project-files.ts';
import { type CraftedFile, craft, flipBits, namedFiles, numbers, validFiles } from './craft.ts';

const LIMITS = { maxSeconds: 120, maxWallSeconds: 20, maxMemoryMegabytes: 512 };
/** Over this a file held us longer than its limit allows. */
const MOST_MS = 2 * LIMITS.maxWallSeconds * 1000 + 5000;

const { values } = parseArgs({
  options: { every: { type: 'string', default: '1' }, 'fuzz-seconds': { type: 'string', default: '0' } },
});
const folder = await mkdtemp(join(tmpdir(), 'pegasus-hostile-'));
const { decoder } = await chooseDecoder(undefined);
const random = numbers(20_261_125);
const valid = validFiles(join(ROOT, 'fixtures/media'));
const first = valid[0];
if (!first) throw new Error('There are no valid files to begin with.');
const crafted = [...valid.flatMap((file) => craft(file, random)), ...namedFiles(first)];
const outcomes = new Map<string, number>();
const wrong: string[] = [];

/** What became of one file: `sound`, or the code of its problem. */
async function take({ name, content }: CraftedFile): Promise<string> {
  const path = join(folder, 'recording');
  await writeFile(path, content);
  try {
    const found = sniff(content.subarray(0, 65_536), content.length);
    if (found.kind === 'captions') return 'captions';
    let bytes = 0;
    for await (const piece of decoder.decode(path, { signal: AbortSignal.timeout(MOST_MS), limits: LIMITS }))
      bytes += piece.length;
    return bytes > 0 ? 'sound' : 'nothing';
  } catch (error) {
    const { code, entry } = toProblem(error);
    if (entry.kind !== 'input' && code !== 'decoder-failed') wrong.push(`${name}: ${code}: ${String(error)}`);
    return code;
  } finally {
    await rm(path, { force: true });
  }
}

async function account(file: CraftedFile): Promise<void> {
  const begun = performance.now();
  const outcome = await take(file);
  const took = performance.now() - begun;
  if (took > MOST_MS) wrong.push(`${file.name}: took ${Math.round(took)} ms`);
  outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
}

const chosen = crafted.filter((_, index) => index % Number(values.every) === 0);
for (const file of chosen) await account(file);
const until = performance.now() + Number(values['fuzz-seconds']) * 1000;
let fuzzed = 0;
while (performance.now() < until) {
  const { name, content } = valid[Math.floor(random() * valid.length)] ?? first;
  const within = random() < 0.5 ? 600 : content.length;
  await account({
    name: `fuzz-${fuzzed++}.${name}`,
    content: flipBits(content, within, 1 + Math.floor(random() * 40), random),
  });
}

const left = await readdir(folder);
if (left.length > 0) wrong.push(`left behind: ${left}`);
const children = await readFile(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8').catch(() => '');
if (children.trim() !== '') wrong.push(`processes left behind: ${children}`);
await rm(folder, { recursive: true });
console.log(
  `${chosen.length} of ${crafted.length} crafted files and ${fuzzed} by chance, with ${decoder.name}:`,
);
for (const [outcome, count] of [...outcomes].sort(([, one], [, other]) => other - one))
  console.log(`  ${String(count).padStart(5)}  ${outcome}`);
for (const line of wrong.slice(0, 20)) console.log(`WRONG ${line}`);
console.log(
  wrong.length === 0 ? 'Every one ended as it should.' : `${wrong.length} did not end as they should.`,
);
process.exitCode = wrong.length === 0 ? 0 : 1;
