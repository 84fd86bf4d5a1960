/**
 * `npm test [-- PART…]`: runs every test, or those whose path holds one of the parts. Prints a line for
 * each file, what failed with its reason, and at the end `N passed, N failed`. No test at all is a failure.
 *
 * Tests that ask for a database run twice: on the embedded one, and on a PostgreSQL server that is started
 * here. Where there is none to be had, that counts as a failure. `--database embedded` or `postgres` runs one.
 * Tests of the app are run by Jest, and counted with all others.
 */
import { readFile } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import { run } from 'node:test';
import { parseArgs } from 'node:util';
import { startPostgres } from '../fixtures/servers/postgres.ts';
import { leftOut } from '../fixtures/servers/wanted.ts';
import { runAppTests } from './app-tests.ts';
import { findFiles, ROOT } from './project-files.ts';
import {
  addEvent,
  addMissing,
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
  options: {
    root: { type: 'string', default: ROOT },
    database: { type: 'string', default: 'both' },
  },
  allowPositionals: true,
});
const root = resolve(values.root);
const found = await findFiles(root, TEST_FOLDERS, /\.test\.ts$/);
const foundOfApp = await findFiles(root, ['app/src'], /\.test\.tsx?$/);
const isWanted = (path: string) => parts.length === 0 || parts.some((part) => path.includes(part));
const paths = found.filter(isWanted);
const appPaths = foundOfApp.filter(isWanted);
const tally = emptyTally();

if (!['both', 'embedded', 'postgres'].includes(values.database))
  throw new Error('--database is both, embedded or postgres.');
const onPostgres = values.database === 'embedded' ? [] : await filterAsync(paths, asksForDatabase);
if (values.database !== 'postgres') await runFiles(paths, '');
if (onPostgres.length > 0 && leftOut('postgres'))
  tally.skipped.push(`${onPostgres.length} files on PostgreSQL (${leftOut('postgres')})`);
else if (onPostgres.length > 0) await runOnPostgres(onPostgres);
if (appPaths.length > 0) for (const file of await runAppTests(root, appPaths, tally)) printFile(file);

for (const note of tally.skipped) console.log(`skipped: ${note}`);
for (const failure of tally.failures) {
  console.log(`\n${describeFailure({ ...failure, file: relative(root, failure.file) })}`);
}
const { passed, failed } = totals(tally);
if (paths.length + appPaths.length === 0)
  console.log(parts.length > 0 ? `No test file fits ${parts.join(' ')}.` : 'No test file.');
if (tally.success === false && failed === 0) console.log('The run as a whole failed, though no test did.');
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = passed === 0 || failed > 0 || tally.success !== true ? 1 : 0;

async function runFiles(files: readonly string[], where: string): Promise<void> {
  if (files.length === 0) return;
  const events = run({
    files: files.map((path) => resolve(root, path)),
    concurrency: CONCURRENCY,
    timeout: FILE_SECONDS * 1000,
    cwd: root,
  });
  for await (const event of events as AsyncIterable<TestEvent>) {
    const finished = addEvent(tally, event, root, where);
    if (finished) printFile(finished);
  }
}

async function runOnPostgres(files: readonly string[]): Promise<void> {
  try {
    // Nothing of it is kept, so nothing has to reach the disk.
    const server = await startPostgres({ fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' });
    try {
      process.env.TEST_POSTGRES_URL = server.url();
      await runFiles(files, ' on PostgreSQL');
    } finally {
      delete process.env.TEST_POSTGRES_URL;
      await server.stop();
    }
  } catch (error) {
    addMissing(tally, `${files.length} files on PostgreSQL`, error);
  }
}

/** A test uses a database if it opens one for tests, or a server for tests, which has one. */
async function asksForDatabase(path: string): Promise<boolean> {
  return /openTestDatabase|openTestServer/.test(await readFile(resolve(root, path), 'utf8'));
}

async function filterAsync(all: readonly string[], fits: (one: string) => Promise<boolean>) {
  const kept = await Promise.all(all.map(fits));
  return all.filter((_, index) => kept[index]);
}

function printFile({ file, where, passed, failed, skipped, milliseconds, output }: FileTally): void {
  const counts = [
    `${passed} passed`,
    ...(failed ? [`${failed} failed`] : []),
    ...(skipped ? [`${skipped} skipped`] : []),
  ];
  const seconds = (milliseconds / 1000).toFixed(1);
  console.log(`${failed ? '✖' : '✔'} ${relative(root, file)}${where}  ${counts.join(', ')}, ${seconds} s`);
  if (failed && output.trim()) console.log(output.trim().slice(-OUTPUT_CHARACTERS).replaceAll(/^/gm, '  | '));
}
