import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { constants, getPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, afterEach, beforeEach, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Problem } from '@pegasus/core/problem.ts';
import { createMoonshine } from './moonshine.ts';
import { MODEL_SHA256 } from './moonshine-models.ts';
import { Recognition } from './recognition.ts';
import { bytesOf, silence } from './synthetic-sound.ts';

const cacheFolder = await mkdtemp(join(tmpdir(), 'pegasus-moonshine-'));
after(() => rm(cacheFolder, { recursive: true, force: true }));
const moonshine = createMoonshine({ model: 'tiny', cacheFolder });
const second = bytesOf(silence(1));
const ignore = { onProgress() {}, onNote() {} };

/** The processes that were started since the test began. */
let children: ChildProcess[] = [];
const remember = (message: unknown) => children.push((message as { process: ChildProcess }).process);
beforeEach(() => {
  children = [];
  subscribe('child_process', remember);
});
afterEach(() => void unsubscribe('child_process', remember));

function isSpeechFailed(error: unknown): boolean {
  return error instanceof Problem && error.code === 'speech-failed';
}

async function* endless(then?: () => void) {
  for (let count = 0; ; count++) {
    yield second;
    if (count === 20) then?.();
  }
}

describe('moonshine', () => {
  it('names model, hashes of all files, engine and settings', () => {
    const { model, modelSha256, settings } = moonshine.provenance();
    assert.equal(model, 'moonshine-tiny');
    assert.deepEqual(modelSha256, MODEL_SHA256.tiny);
    assert.match(String(settings?.engine), /^sherpa-onnx \d+\.\d+\.\d+$/);
    assert.equal(settings?.maxSeconds, 15);
  });

  it('leaves the processor to others while it works in the background', async () => {
    for (const background of [true, false]) {
      const stop = new AbortController();
      const priorities: number[] = [];
      const look = () => {
        priorities.push(getPriority(children.at(-1)?.pid ?? 0));
        stop.abort(new Error('seen'));
      };
      const context = { ...ignore, signal: stop.signal, background };
      await assert.rejects(Array.fromAsync(moonshine.transcribe(endless(look), context)), /seen/);
      assert.equal(priorities[0], background ? constants.priority.PRIORITY_LOW : getPriority());
    }
  });

  for (const signal of ['SIGSEGV', 'SIGKILL'] as const) {
    it(`a recognition process that dies of ${signal} is a failed recognition, and the next one works`, async () => {
      const kill = () => children[0]?.kill(signal);
      const context = { ...ignore, signal: new AbortController().signal };
      await assert.rejects(Array.fromAsync(moonshine.transcribe(endless(kill), context)), isSpeechFailed);
      const quiet = (async function* () {
        yield second;
      })();
      assert.deepEqual(await Array.fromAsync(moonshine.transcribe(quiet, context)), []);
    });
  }

  it('an engine that refuses its files is a failed recognition whose cause holds what it reported', async () => {
    const nowhere = join(cacheFolder, 'nowhere');
    const files = { encoder: nowhere, decoder: nowhere, vad: nowhere, tokens: nowhere };
    const recognition = new Recognition({ files, resumeFrom: 0, threads: 1 });
    recognition.feed(endless());
    await assert.rejects(Array.fromAsync(recognition.messages), (error) => {
      assert.ok(isSpeechFailed(error) && error instanceof Problem && error.cause instanceof Error);
      assert.match(error.cause.message, /nowhere/);
      assert.doesNotMatch(error.message, /nowhere/, 'paths stay out of what a student sees');
      return true;
    });
  });

  it('an abort leaves no process behind', async () => {
    const abort = new AbortController();
    const sound = endless(() => abort.abort());
    await assert.rejects(
      Array.fromAsync(moonshine.transcribe(sound, { ...ignore, signal: abort.signal })),
      abort.signal.reason,
    );
    assert.equal(children.length, 1);
    assert.equal(children[0]?.signalCode, 'SIGKILL');
  });

  it('takes sound no faster than it works', async () => {
    const sentence = await readFile(new URL('../../../fixtures/speech/short-sentence.pcm', import.meta.url));
    const abort = new AbortController();
    let given = 0;
    let done = 0;
    async function* eager() {
      for (;;) {
        given += sentence.length / 32_000;
        yield sentence;
      }
    }
    const context = {
      signal: abort.signal,
      onNote() {},
      onProgress(seconds: number) {
        done = seconds;
        if (done > 20) abort.abort();
      },
    };
    let most = 0;
    await assert.rejects(async () => {
      for await (const _ of moonshine.transcribe(eager(), context)) most = Math.max(most, given - done);
    });
    assert.ok(most > 0 && most < 150, `${most} seconds of sound were waiting`);
  });

  it('neither an idle provider keeps a program alive, nor does work outlive a program that is killed', async () => {
    const program = (work: string) => `
      import { subscribe } from 'node:diagnostics_channel';
      import { createMoonshine } from ${JSON.stringify(new URL('./moonshine.ts', import.meta.url).href)};
      subscribe('child_process', ({ process: child }) => setImmediate(() => console.log(child.pid)));
      const moonshine = createMoonshine({ model: 'tiny', cacheFolder: ${JSON.stringify(cacheFolder)} });
      async function* sound() { ${work} }
      const context = { signal: new AbortController().signal, onProgress() {}, onNote() {} };
      for await (const segment of moonshine.transcribe(sound(), context));`;
    const start = (work: string) =>
      spawn(process.execPath, ['--input-type=module', '--eval', program(work)], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });

    const idle = start('yield new Uint8Array(32_000);');
    idle.stdout.resume();
    assert.deepEqual(await once(idle, 'exit'), [0, null]);

    const busy = start('for (;;) yield new Uint8Array(32_000);');
    const [line] = await once(createInterface(busy.stdout), 'line');
    const pid = Number(line);
    assert.ok(isAlive(pid));
    busy.kill('SIGKILL');
    while (isAlive(pid)) await sleep(50);
  });
});

/** A process that ended but was not yet collected by its new parent counts as gone. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return process.platform !== 'linux' || !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
  } catch (error) {
    if (['ESRCH', 'ENOENT'].includes((error as NodeJS.ErrnoException).code ?? '')) return false;
    throw error;
  }
}
