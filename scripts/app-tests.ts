import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { FileTally, Tally } from './test-tally.ts';

/** What is used of Jest's report. */
interface Report {
  testResults: {
    name: string;
    message: string;
    startTime: number;
    endTime: number;
    assertionResults: {
      fullName: string;
      status: string;
      failureMessages: string[];
      location?: { line: number };
    }[];
  }[];
}

const JEST = 'node_modules/jest/bin/jest.js';

/**
 * Runs tests of the app, which only Jest can: their files are bundled for a phone as they are loaded. Counts
 * them with all others. A file that holds no test, or for which there is no report, counts as failed.
 */
export async function runAppTests(
  root: string,
  files: readonly string[],
  tally: Tally,
): Promise<FileTally[]> {
  const folder = await mkdtemp(join(tmpdir(), 'pegasus-app-tests-'));
  const reportPath = join(folder, 'report.json');
  const words = ['--json', `--outputFile=${reportPath}`, '--maxWorkers=2', '--runTestsByPath'];
  const output = await runJest(root, [...words, ...files.map((file) => resolve(root, file))]);
  const report = await readReport(reportPath);
  await rm(folder, { recursive: true, force: true });
  const counted = files.map((file) => countFile(resolve(root, file), report, output, tally));
  for (const one of counted) tally.files.set(one.file, one);
  tally.success = (tally.success ?? true) && counted.every(({ failed }) => failed === 0);
  return counted;
}

function runJest(root: string, words: readonly string[]): Promise<string> {
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, [join(root, JEST), ...words], {
      cwd: join(root, 'app'),
      env: { ...process.env, NODE_ENV: 'test', CI: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    }
    child.on('error', failed);
    child.on('close', () => done(output));
  });
}

async function readReport(path: string): Promise<Report> {
  const text = await readFile(path, 'utf8').catch((error) => {
    // Jest ended before it wrote one; every file then counts as failed, with what it printed.
    if (error.code === 'ENOENT') return '{"testResults":[]}';
    throw error;
  });
  return JSON.parse(text) as Report;
}

function countFile(file: string, { testResults }: Report, output: string, tally: Tally): FileTally {
  const result = testResults.find(({ name }) => resolve(name) === file);
  const counted: FileTally = {
    file,
    where: '',
    passed: 0,
    failed: 0,
    skipped: 0,
    milliseconds: result ? result.endTime - result.startTime : 0,
    output: result?.message ?? output,
  };
  for (const { fullName, status, failureMessages } of result?.assertionResults ?? []) {
    if (status === 'passed') counted.passed++;
    else if (status === 'failed') {
      counted.failed++;
      tally.failures.push({ file, line: undefined, name: fullName, reason: failureMessages.join('\n') });
    } else {
      counted.skipped++;
      tally.skipped.push(`${fullName} (${status})`);
    }
  }
  if (counted.passed + counted.failed + counted.skipped === 0) {
    counted.failed = 1;
    tally.failures.push({
      file,
      line: undefined,
      name: 'the file as a whole',
      reason: counted.output.slice(-4000),
    });
  }
  return counted;
}
