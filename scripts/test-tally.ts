import { resolve } from 'node:path';
import { inspect } from 'node:util';

/** What is used of the events of `run` from `node:test`. */
export interface TestEvent {
  type: string;
  data: {
    name?: string;
    /** Where the test is written, which for a shared suite is not the file that runs. */
    file?: string;
    /** The file that runs. */
    entryFile?: string;
    line?: number;
    message?: string;
    skip?: string | boolean;
    todo?: string | boolean;
    success?: boolean;
    duration_ms?: number;
    details?: { type?: string; duration_ms?: number; error?: { failureType?: string; cause?: unknown } };
  };
}

export interface FileTally {
  file: string;
  /** On what it ran, when not on what tests run on by themselves. */
  where: string;
  passed: number;
  failed: number;
  skipped: number;
  milliseconds: number;
  /** What the file printed; shown when it fails. */
  output: string;
}

export interface Failure {
  file: string;
  line: number | undefined;
  name: string;
  reason: string;
}

export interface Tally {
  files: Map<string, FileTally>;
  failures: Failure[];
  /** Name and reason. */
  skipped: string[];
  /** Whether the run as a whole went well, as `node:test` sees it; undefined until it has ended. */
  success: boolean | undefined;
}

export function emptyTally(): Tally {
  return { files: new Map(), failures: [], skipped: [], success: undefined };
}

/**
 * Counts one event. A test with sub-tests that fail is not counted beside them. A file that holds no test,
 * or in which a test ended the process with 0, counts as failed: `node:test` lets it pass.
 * Returns the tally of a file when that is done.
 */
export function addEvent(
  tally: Tally,
  { type, data }: TestEvent,
  cwd: string,
  where = '',
): FileTally | undefined {
  const path = data.entryFile ?? data.file;
  if (path === undefined) {
    if (type === 'test:summary') tally.success = data.success === true && tally.success !== false;
    return undefined;
  }
  const file = fileTally(tally, resolve(cwd, path), where);
  const ofFile = resolve(cwd, data.name ?? '') === file.file;
  switch (type) {
    case 'test:stdout':
    case 'test:stderr':
      file.output += data.message ?? '';
      return undefined;
    case 'test:pass':
      // A file that comes to its end is told by its summary; as a whole it passes only if it did not.
      if (ofFile) return finish(tally, file, data, true);
      countPass(tally, file, data);
      return undefined;
    case 'test:fail':
      countFailure(tally, file, data);
      return ofFile ? finish(tally, file, data, false) : undefined;
    case 'test:summary':
      return finish(tally, file, data, file.passed + file.failed + file.skipped === 0);
    default:
      return undefined;
  }
}

/** Counts as failed what could not be tried. */
export function addMissing(tally: Tally, what: string, error: unknown): void {
  const reason = error instanceof Error ? error.message : inspect(error);
  const file = fileTally(tally, what, '');
  file.failed++;
  tally.failures.push({ file: what, line: undefined, name: 'not proved', reason });
}

/** Passed and failed over all files. */
export function totals({ files }: Tally): { passed: number; failed: number } {
  let [passed, failed] = [0, 0];
  for (const file of files.values()) {
    passed += file.passed;
    failed += file.failed;
  }
  return { passed, failed };
}

export function describeFailure({ file, line, name, reason }: Failure): string {
  const indented = reason.replaceAll(/^/gm, '    ');
  return `✖ ${name}\n  ${file}${line === undefined ? '' : `:${line}`}\n${indented}`;
}

function fileTally(tally: Tally, file: string, where: string): FileTally {
  const known = tally.files.get(file + where);
  if (known) return known;
  const empty = { file, where, passed: 0, failed: 0, skipped: 0, milliseconds: 0, output: '' };
  tally.files.set(file + where, empty);
  return empty;
}

function finish(tally: Tally, file: FileTally, data: TestEvent['data'], early: boolean): FileTally {
  file.milliseconds = data.duration_ms ?? data.details?.duration_ms ?? 0;
  if (early) {
    file.failed++;
    const reason = 'It holds no test, or its process ended before all tests were done.';
    tally.failures.push({ file: file.file, line: undefined, name: 'the file as a whole', reason });
  }
  return file;
}

function countPass(tally: Tally, file: FileTally, data: TestEvent['data']): void {
  if (data.details?.type === 'suite') {
    // The tests of a suite that is skipped are never told of.
    if (data.skip) countSkip(tally, file, data);
    return;
  }
  if (data.skip || data.todo) countSkip(tally, file, data);
  else file.passed++;
}

function countFailure(tally: Tally, file: FileTally, data: TestEvent['data']): void {
  const { error } = data.details ?? {};
  if (error?.failureType === 'subtestsFailed') return;
  if (data.todo) {
    countSkip(tally, file, data);
    return;
  }
  file.failed++;
  const cause = error?.cause ?? error;
  const reason = cause instanceof Error ? (cause.stack ?? cause.message) : inspect(cause);
  const details = cause instanceof Error && cause.cause ? `\ncause: ${inspect(cause.cause)}` : '';
  tally.failures.push({
    file: data.file ?? file.file,
    line: data.line,
    name: (data.name ?? 'a test') + file.where,
    reason: `${reason}${details}`,
  });
}

function countSkip(tally: Tally, file: FileTally, { name, skip, todo }: TestEvent['data']): void {
  file.skipped++;
  const reason = [skip, todo].find((given) => typeof given === 'string' && given) ?? 'no reason given';
  tally.skipped.push(`${name} (${todo ? 'to do: ' : ''}${reason})`);
}
