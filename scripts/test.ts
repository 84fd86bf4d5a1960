/**
 * `npm test [-- PART…]`: runs every test, or those whose path holds one of the parts. Prints a line for
 * each file, what failed with its reason, and at the end `N passed, N failed`. No test at all is a failure.
 *
 * Tests that ask for a database or a store run twice: on the embedded ones, and on a PostgreSQL server and an S3
 * store that are started here. Where there is none to be had, that counts as a failure. `--database embedded` or
 * `postgres` runs one.
 * Tests of the app are run by Jest, and counted with all others.
 */
import { readFile } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import { run } from 'node:test';
import { parseArgs } from 'node:util';
import { startPostgres } from '../fixtures/servers/postgres.ts';
import { startS3 } from '../fixtures/servers/s3.ts';
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
const onServers = values.database === 'embedded' ? [] : await filterAsync(paths, asksForServers);
if (values.database !== 'postgres') await runFiles(paths, '');
if (onServers.length > 0 && leftOut('postgres'))
  tally.skipped.push(`${onServers.length} files on PostgreSQL (${leftOut('postgres')})`);
else if (onServers.length > 0) await runOnServers(onServers);
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

/** On PostgreSQL, and on S3 where that is not left out. */
async function runOnServers(files: readonly string[]): Promise<void> {
  const servers: { stop(): Promise<void> }[] = [];
  const names = ['PostgreSQL'];
  try {
    // Nothing of it is kept, so nothing has to reach the disk.
    const postgres = await startPostgres({
      fsync: 'off',
      synchronous_commit: 'off',
      full_page_writes: 'off',
    });
    servers.push(postgres);
    process.env.TEST_POSTGRES_URL = postgres.url();
    if (leftOut('s3')) tally.skipped.push(`${files.length} files on S3 (${leftOut('s3')})`);
    else {
      const s3 = await startS3();
      servers.push(s3);
      process.env.TEST_S3_URL = await s3.createBucket('tests');
      process.env.TEST_S3_ACCESS_KEY = s3.accessKey;
      process.env.TEST_S3_SECRET_KEY = s3.secretKey;
      names.push('S3');
    }
    await runFiles(files, ` on ${names.join(' and ')}`);
  } catch (error) {
    addMissing(tally, `${files.length} files on ${names.join(' and ')}`, error);
  } finally {
    for (const name of Object.keys(process.env))
      if (/^TEST_(POSTGRES|S3)_/.test(name)) delete process.env[name];
    for (const server of servers) await server.stop();
  }
}

/** A test uses a database or store if it opens one for tests, or a server for tests, which has both. */
async function asksForServers(path: string): Promise<boolean> {
  return /openTest(Database|Storage|Server)/.test(await readFile(resolve(root, path), 'utf8'));
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
