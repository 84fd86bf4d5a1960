import { type ChildProcess, fork } from 'node:child_process';
import { constants, getPriority, setPriority } from 'node:os';
import { pipeline, type Readable, type Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { Problem } from '@pegasus/core/problem.ts';
import type { PcmStream } from './define.ts';
import type { MoonshineMessage, MoonshineOrders } from './moonshine-messages.ts';

const PROGRAM = fileURLToPath(new URL('./moonshine-process.ts', import.meta.url));
const REPORT_CHARACTERS = 4_000;

/** One run of the recognition process, from its start to its end. */
export class Recognition {
  /** What the process tells, in order. Fails with a Problem, with the error of the sound, or as told by `fail`. */
  readonly messages: ReadableStream<MoonshineMessage>;
  readonly #child: ChildProcess;
  readonly #ended: Promise<void>;
  #controller!: ReadableStreamDefaultController<MoonshineMessage>;
  #over = false;
  #report = '';

  /** In the background it gets the time of the processor that other recognitions leave. */
  constructor(orders: MoonshineOrders, background = false) {
    this.messages = new ReadableStream({
      start: (controller) => {
        this.#controller = controller;
      },
      cancel: () => void this.close(),
    });
    const child = fork(PROGRAM, [JSON.stringify(orders)], {
      // Not the parent's flags: a debugger's port or a test runner's switches are not meant for it.
      execArgv: ['--expose-gc'],
      // Nothing of the parent's environment: it holds secrets, and this process works on what strangers send.
      // glibc would otherwise keep a heap for every thread, here about 50 MB that are never given back.
      env: { MALLOC_ARENA_MAX: '2' },
      stdio: ['pipe', 'ignore', 'pipe', 'ipc'],
    });
    this.#child = child;
    if (background && child.pid !== undefined) yieldToOthers(child.pid);
    this.#ended = new Promise((resolve) => {
      child.once('exit', () => resolve());
      child.once('error', () => resolve());
    });
    child.on('error', (cause) => this.fail(notStarted(cause)));
    child.on('message', (message: MoonshineMessage) => this.#take(message));
    // Messages may still arrive after the exit; only a closed channel means that there are no more.
    child.once('disconnect', () => void this.#ended.then(() => this.fail(this.#brokenOff())));
    this.#stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#report = (this.#report + text).slice(-REPORT_CHARACTERS);
    });
  }

  /** Gives the sound to the process, as fast as that takes it. */
  feed(sound: PcmStream): void {
    // Whatever breaks the pipe, the end of the process or of the sound has told it or is about to.
    pipeline(this.#watch(sound), this.#stdin, (error) => error && this.#child.kill('SIGKILL'));
  }

  /** Ends the process; what reads `messages` gets `reason`, unless they ended before. */
  fail(reason: unknown): void {
    if (!this.#over) this.#controller.error(reason);
    this.#over = true;
    this.#child.kill('SIGKILL');
  }

  /** Ends the process if it runs, and resolves when it is gone with all that it held. */
  close(): Promise<void> {
    this.#over = true;
    this.#child.kill('SIGKILL');
    return this.#ended;
  }

  #take(message: MoonshineMessage): void {
    if (this.#over) return;
    if (message.kind === 'done') {
      this.#over = true;
      this.#controller.close();
    } else {
      this.#controller.enqueue(message);
    }
  }

  async *#watch(sound: PcmStream): AsyncGenerator<Uint8Array> {
    try {
      yield* sound;
    } catch (error) {
      this.fail(error);
      throw error;
    }
  }

  #brokenOff(): Problem {
    const { signalCode, exitCode } = this.#child;
    const how = signalCode ? `by signal ${signalCode}` : `with exit code ${exitCode}`;
    const cause = new Error(this.#report || 'It reported nothing.');
    return new Problem('speech-failed', `The recognition process ended ${how}.`, { cause });
  }

  get #stdin(): Writable {
    if (!this.#child.stdin) throw notStarted();
    return this.#child.stdin;
  }

  get #stderr(): Readable {
    if (!this.#child.stderr) throw notStarted();
    return this.#child.stderr;
  }
}

function yieldToOthers(pid: number): void {
  try {
    setPriority(pid, Math.max(getPriority(), constants.priority.PRIORITY_LOW));
  } catch {
    // It has ended already, which its channel tells, or this system knows no priorities.
  }
}

function notStarted(cause?: Error): Problem {
  return new Problem('speech-unavailable', 'The recognition process cannot be started.', { cause });
}
