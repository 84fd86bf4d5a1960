/**
 * `npm run drill -- NAME [--lectures N] [--s3] [--only PART…] [--minutes N]`: rehearses one procedure on servers of its own and leaves what
 * it saw, with date and commit, under `evidence/drills`. Fails when anything is not as it should be.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readCommit } from '../launch/prove.ts';
import { drills } from './registry.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const MOST_MS = 2 * 3600_000;
const WRONG_USE = 2;

const { values, positionals } = parseArgs({
  options: {
    lectures: { type: 'string', default: '6' },
    s3: { type: 'boolean', default: false },
    only: { type: 'string', multiple: true, default: [] },
    minutes: { type: 'string', default: '12' },
  },
  allowPositionals: true,
});
const drill = drills.find(({ name }) => name === positionals[0]);
const lectures = Number(values.lectures);
const minutes = Number(values.minutes);
if (!drill || !Number.isInteger(lectures) || lectures < 1 || !(minutes > 0)) {
  console.error('npm run drill -- NAME [--lectures N] [--s3] [--only PART…] [--minutes N]');
  for (const { name, about } of drills) console.error(`  ${name.padEnd(12)}${about}`);
  process.exit(WRONG_USE);
}

const begun = new Date();
const scratch = await mkdtemp(join(tmpdir(), `pegasus-drill-${drill.name}-`));
const evidence = join(ROOT, 'evidence/drills', `${drill.name}-${begun.toISOString().replaceAll(':', '')}`);
await mkdir(evidence, { recursive: true });
const lines: string[] = [];
const note = (line: string) => {
  lines.push(line);
  console.log(`  ${line}`);
};
let failure: unknown;
try {
  const context = { root: ROOT, scratch, evidence, signal: AbortSignal.timeout(MOST_MS), note };
  await drill.run(context, { lectures, s3: values.s3, only: values.only, minutes });
} catch (error) {
  failure = error;
} finally {
  await rm(scratch, { recursive: true, force: true });
}
const seconds = ((Date.now() - begun.getTime()) / 1000).toFixed(1);
const end = failure ? `FAILED: ${failure instanceof Error ? failure.message : failure}` : 'Passed.';
const head = `Drill «${drill.name}», ${begun.toISOString()}, commit ${readCommit(ROOT)}, ${seconds} s`;
await writeFile(join(evidence, 'drill.txt'), `${[head, '', ...lines, '', end].join('\n')}\n`);
console.log(`${end} ${seconds} s. Evidence: ${join(evidence, 'drill.txt')}`);
process.exitCode = failure ? 1 : 0;
