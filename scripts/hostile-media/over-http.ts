/**
 * `npm run hostile-media:http [-- --every N] [--at-once N]`: hands crafted files to a running product over HTTP, as
 * anybody could. None may be answered by a fault of ours, hold a lecture for longer than its limits allow, stop the
 * server for others, or leave anything behind once its lecture is deleted.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Client, createClient } from '@pegasus/core/client.ts';
import { PROBLEMS, Problem, type ProblemCode, type ProblemEntry } from '@pegasus/core/problem.ts';
import { ROOT } from '../project-files.ts';
import { type CraftedFile, craft, namedFiles, numbers, validFiles } from './craft.ts';

/** From handing in to the end of the lecture; the decoder's own limit is far below. */
const MOST_MS = 180_000;
/** How long anybody else may wait for an answer meanwhile. */
const MOST_ANSWER_MS = 5000;
const START_MS = 60_000;

const { values } = parseArgs({
  options: { every: { type: 'string', default: '1' }, 'at-once': { type: 'string', default: '4' } },
});
const wrong: string[] = [];
const outcomes = new Map<string, number>();
let slowest = 0;
let longest = 0;

function filesOf(): CraftedFile[] {
  const random = numbers(20_261_126);
  const valid = validFiles(join(ROOT, 'fixtures/media'));
  const first = valid[0];
  if (!first) throw new Error('There are no valid files to begin with.');
  const crafted = [...valid.flatMap((file) => craft(file, random)), ...namedFiles(first)];
  return crafted.filter((_, index) => index % Number(values.every) === 0);
}

async function startServer(data: string): Promise<{ url: string; child: ChildProcess }> {
  const child = spawn(process.execPath, [join(ROOT, 'server/bin/pegasus.mjs'), 'serve', '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      PATH: process.env.PATH ?? '',
      HOME: process.env.HOME ?? '',
      PEGASUS_DATA: data,
      PEGASUS_APP: 'off',
      PEGASUS_SPEECH: 'moonshine-tiny',
      PEGASUS_LOG_LEVEL: 'fatal',
      PEGASUS_RETRY_DELAY_SECONDS: '1',
      PEGASUS_LIMIT_UPLOADS: '100000',
      PEGASUS_LIMIT_READS: '1000000',
      PEGASUS_LIMIT_WRITES: '100000',
      PEGASUS_QUOTA_PARALLEL: '1000',
    },
  });
  const url = await new Promise<string>((found, failed) => {
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const address = /http:\/\/\S+/.exec(said)?.[0];
      if (address) found(address);
    });
    child.once('exit', (code) => failed(new Error(`The server ended with ${code}: ${said}`)));
    setTimeout(() => failed(new Error(`The server is not up: ${said}`)), START_MS).unref();
  });
  return { url, child };
}

/** Hands one in and follows it to its end: how it was answered, or what became of its lecture. */
async function take(client: Client, courseId: string, { name, content }: CraftedFile): Promise<string> {
  const file = { name, content: new Blob([new Uint8Array(content)]) };
  let lectureId: string;
  try {
    lectureId = (await client.createLecture({ form: { courseId, preset: 'exam' }, file })).id;
  } catch (error) {
    return refusal(name, error instanceof Problem ? error.code : undefined, error);
  }
  const params = { lectureId };
  let state = 'processing';
  try {
    for await (const { lecture } of client.followLecture({ params, signal: AbortSignal.timeout(MOST_MS) })) {
      state = lecture.state;
      if (lecture.state === 'failed' && lecture.problem)
        state = refusal(name, lecture.problem.code, lecture.problem);
    }
  } catch (error) {
    wrong.push(`${name}: ${error instanceof Error ? error.message : error}`);
  }
  if (state === 'processing') wrong.push(`${name}: its lecture did not end`);
  await client.deleteLecture({ params });
  return state;
}

/** A problem has to be the file's, not ours. */
function refusal(name: string, code: ProblemCode | undefined, error: unknown): string {
  const entry: ProblemEntry | undefined = code && PROBLEMS[code];
  if (
    !entry ||
    (entry.kind !== 'input' && code !== 'decoder-failed') ||
    (entry.status >= 500 && code !== 'decoder-failed')
  )
    wrong.push(`${name}: ${code ?? error}`);
  return code ?? 'no problem of ours';
}

const data = await mkdtemp(join(tmpdir(), 'pegasus-hostile-http-'));
const { url, child } = await startServer(data);
const client = createClient({ baseUrl: url });
const { id: courseId } = await client.createCourse({ body: { name: 'Hostile' } });
const files = filesOf();
const queue = [...files];

let watching = true;
const watch = (async () => {
  while (watching) {
    const begun = performance.now();
    await client.live();
    slowest = Math.max(slowest, performance.now() - begun);
    await new Promise((done) => setTimeout(done, 100));
  }
})();
await Promise.all(
  Array.from({ length: Number(values['at-once']) }, async () => {
    for (let file = queue.shift(); file; file = queue.shift()) {
      const begun = performance.now();
      const outcome = await take(client, courseId, file);
      longest = Math.max(longest, performance.now() - begun);
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    }
  }),
);
watching = false;
await watch;

if (slowest > MOST_ANSWER_MS) wrong.push(`others waited ${Math.round(slowest)} ms for an answer`);
const { items } = await client.listLectures();
if (items.length > 0) wrong.push(`${items.length} lectures are left`);
const objects = await readdir(join(data, 'objects'), { recursive: true, withFileTypes: true }).catch(
  () => [],
);
const left = objects.filter((entry) => entry.isFile()).map(({ name }) => name);
if (left.length > 0) wrong.push(`objects are left: ${left.slice(0, 5)}`);
const children = await readFile(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8').catch(() => '');
for (const pid of children.trim().split(/\s+/).filter(Boolean)) {
  const program = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  if (/ffmpeg|ffprobe|node-av/.test(program)) wrong.push(`a decoder is left: ${program.split('\0')[0]}`);
}
if (child.exitCode !== null) wrong.push(`the server ended with ${child.exitCode}`);
const ended = new Promise<number | null>((done) => child.once('exit', done));
child.kill('SIGTERM');
if ((await ended) !== 0) wrong.push('the server did not end well');
await rm(data, { recursive: true });

console.log(`${files.length} crafted files over HTTP, ${values['at-once']} at once:`);
for (const [outcome, count] of [...outcomes].sort(([, one], [, other]) => other - one))
  console.log(`  ${String(count).padStart(5)}  ${outcome}`);
console.log(`Longest ${Math.round(longest)} ms; slowest answer to others ${Math.round(slowest)} ms.`);
for (const line of wrong.slice(0, 20)) console.log(`WRONG ${line}`);
console.log(
  wrong.length === 0 ? 'Every one ended as it should.' : `${wrong.length} did not end as they should.`,
);
process.exitCode = wrong.length === 0 ? 0 : 1;
