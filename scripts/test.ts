/**
 * `npm test [-- PART…]`: runs every test, or those whose path holds one of the parts. Prints a line for
 * each file, what failed with its reason, and at the end `N passed, N failed`. No test at all is a failure.
 */
import { relative, resolve } from 'node:path';
import { run } from 'node:test';
import { parseArgs } from 'node:util';
import { findFiles, ROOT } from './project-files.ts';
import {
  addEvent,
  describeFailure,
  emptyTally,
  type FileTally,
  type TestEvent,
  totals,
} from './test-tally.ts';

const TEST_FOLDERS = ['core', 'server', 'scripts', 'ops', 'e2e'];
/** Two files at once: more gain nothing on two cores, and recognition wants memory. */
const CONCURRENCY = 2;
/** A file that is not done by then hangs. */
const FILE_SECONDS = 600;
/** As much of what a failed file printed. */
const OUTPUT_CHARACTERS = 4000;

const { values, positionals: parts } = parseArgs({
  options: { root: { type: 'string', default: ROOT } },
  allowPositionals: true,
});
const root = resolve(values.root);
const found = await findFiles(root, TEST_FOLDERS, /\.test\.ts$/);
const paths = found.filter((path) => parts.length === 0 || parts.some((part) => path.includes(part)));
const tally = emptyTally();

if (paths.length > 0) {
  const events = run({
    files: paths.map((path) => resolve(root, path)),
    concurrency: CONCURRENCY,
    timeout: FILE_SECONDS * 1000,
    cwd: root,
  });
  for await (const event of events as AsyncIterable<TestEvent>) {
    const finished = addEvent(tally, event, root);
    if (finished) printFile(finished);
  }
}

for (const note of tally.skipped) console.log(`skipped: ${note}`);
for (const failure of tally.failures) {
  console.log(`\n${describeFailure({ ...failure, file: relative(root, failure.file) })}`);
}
const { passed, failed } = totals(tally);
if (paths.length === 0)
  console.log(parts.length > 0 ? `No test file fits ${parts.join(' ')}.` : 'No test file.');
if (tally.success === false && failed === 0) console.log('The run as a whole failed, though no test did.');
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = passed === 0 || failed > 0 || tally.success !== true ? 1 : 0;

function printFile({ file, passed, failed, skipped, milliseconds, output }: FileTally): void {
  const counts = [
    `${passed} passed`,
    ...(failed ? [`${failed} failed`] : []),
    ...(skipped ? [`${skipped} skipped`] : []),
  ];
  const seconds = (milliseconds / 1000).toFixed(1);
  console.log(`${failed ? '✖' : '✔'} ${relative(root, file)}  ${counts.join(', ')}, ${seconds} s`);
  if (failed && output.trim()) console.log(output.trim().slice(-OUTPUT_CHARACTERS).replaceAll(/^/gm, '  | '));
}
