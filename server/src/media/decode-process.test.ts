import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync, rmSync, statSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { Problem } from '@pegasus/core/problem.ts';
import { type Command, cage } from './cage.ts';
import { runProcess, streamProcess, streamSound } from './decode-process.ts';
import type { DecodeContext } from './define.ts';
import { isolation } from './isolation.ts';

const LIMITS = { maxSeconds: 60, maxWallSeconds: 30, maxMemoryMegabytes: 256 };
const HANG = 'process.stdout.write(String(process.pid)); setInterval(() => {}, 1000);';

function node(script: string): Command {
  return { program: process.execPath, args: ['-e', script], reserveMegabytes: 512 };
}

function context(change: Partial<DecodeContext> = {}): DecodeContext {
  return { signal: new AbortController().signal, limits: LIMITS, ...change };
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    assert.equal((error as NodeJS.ErrnoException).code, 'ESRCH');
    return false;
  }
}

async function firstPid(chunks: AsyncGenerator<Uint8Array, unknown>): Promise<number> {
  const first = await chunks.next();
  assert.ok(!first.done);
  return Number(Buffer.from(first.value as Uint8Array).toString());
}

describe('the process of a decoder', () => {
  it('gives what was written and how it ended', async () => {
    const { end, text } = await runProcess(
      node('process.stdout.write("abc"); console.error("why"); process.exitCode = 7'),
      context(),
    );
    assert.equal(text, 'abc');
    assert.deepEqual([end.exitCode, end.signal, end.bytes, end.complaint], [7, null, 3, 'why\n']);
  });

  it('gives sound in chunks of even size, without the odd byte of a cut', async () => {
    const script =
      'const w = (n) => new Promise((r) => process.stdout.write(Buffer.alloc(n), () => setTimeout(r, 30)));';
    let total = 0;
    for await (const chunk of streamSound(
      node(`${script} w(3).then(() => w(3)).then(() => w(5))`),
      context(),
    )) {
      assert.equal(chunk.length % 2, 0);
      total += chunk.length;
    }
    assert.equal(total, 10);
  });

  it('is gone after an abort, and the reason of the abort is what the caller gets', async () => {
    const controller = new AbortController();
    const chunks = streamProcess(node(HANG), context({ signal: controller.signal }), 1e6);
    const pid = await firstPid(chunks);
    assert.ok(isAlive(pid));
    controller.abort(new Problem('stage-deadline'));
    await assert.rejects(chunks.next(), { code: 'stage-deadline' });
    assert.ok(!isAlive(pid));
  });

  it('calls an abort without a Problem for reason cancelled', async () => {
    await assert.rejects(runProcess(node('0'), context({ signal: AbortSignal.abort() })), {
      code: 'cancelled',
    });
  });

  it('is gone after its deadline', async () => {
    const chunks = streamProcess(node(HANG), context({ limits: { ...LIMITS, maxWallSeconds: 1 } }), 1e6);
    const pid = await firstPid(chunks);
    const last = await chunks.next();
    assert.ok(last.done);
    assert.equal(last.value.stopped, 'deadline');
    assert.equal(last.value.signal, 'SIGKILL');
    assert.ok(!isAlive(pid));
  });

  it('is gone when the caller leaves early', async () => {
    const chunks = streamSound(node(`process.stdout.write(' '); ${HANG}`), context());
    let pid = 0;
    for await (const chunk of chunks) {
      pid = Number(Buffer.from(chunk).toString().trim());
      if (pid > 0) break;
    }
    assert.ok(pid > 0);
    assert.ok(!isAlive(pid));
  });

  it('does not pay for a slow reader with its deadline', async () => {
    // Writes more than pipes hold, so it waits for the reader, who takes longer than the deadline.
    const script = 'for (let i = 0; i < 60; i++) require("node:fs").writeSync(1, Buffer.alloc(20_000));';
    const chunks = streamSound(node(script), context({ limits: { ...LIMITS, maxWallSeconds: 2 } }));
    const first = await chunks.next();
    assert.ok(!first.done);
    let total = first.value.length;
    await new Promise((resolve) => setTimeout(resolve, 2500));
    for await (const chunk of chunks) total += chunk.length;
    assert.equal(total, 1_200_000);
  });

  it('is ended when it gives more than is accepted', async () => {
    const script = 'setInterval(() => require("node:fs").writeSync(1, Buffer.alloc(50_000)), 1)';
    const chunks = streamSound(node(script), context({ limits: { ...LIMITS, maxSeconds: 10 } }));
    let total = 0;
    let next = await chunks.next();
    for (; !next.done; next = await chunks.next()) total += next.value.length;
    assert.equal(next.value.stopped, 'too-much');
    assert.ok(total <= 320_000, `${total} bytes came out`);
  });

  it('cannot take more memory than its limit', async (t) => {
    if (process.platform !== 'linux') return t.skip('not proved: only Linux enforces the limit on memory');
    const script = (megabytes: number) => node(`Buffer.alloc(${megabytes} * 1048576).fill(1)`);
    const small = await runProcess(script(20), context({ limits: { ...LIMITS, maxMemoryMegabytes: 300 } }));
    assert.equal(small.end.exitCode, 0, small.end.complaint);
    const large = await runProcess(script(600), context({ limits: { ...LIMITS, maxMemoryMegabytes: 300 } }));
    assert.notEqual(large.end.exitCode, 0);
  });

  it('cannot write files and knows no secret of ours', async (t) => {
    if (process.platform === 'win32') return t.skip('not proved: Windows has no such limits');
    const file = join(tmpdir(), `pegasus-cage-${process.pid}`);
    const script = `process.stdout.write(Object.keys(process.env).sort().join());
      process.on('SIGXFSZ', () => {});
      try { require('node:fs').writeFileSync(${JSON.stringify(file)}, 'x'.repeat(10_000)) } catch { process.exitCode = 3 }`;
    const { end, text } = await runProcess(node(script), context());
    assert.equal(text, 'PATH');
    assert.notEqual(end.exitCode, 0);
    if (existsSync(file)) {
      const { size } = statSync(file);
      rmSync(file);
      assert.equal(size, 0);
    }
  });

  it('finds no network, not even this machine', async (t) => {
    if ((await isolation()).length === 0)
      return t.skip('not proved: this system gives whoever runs this no network namespace');
    const server = createServer((socket) => socket.end('hello')).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const script = `require('node:net').connect(${port}, '127.0.0.1')
      .on('data', (text) => process.stdout.write(text)).on('error', ({ code }) => process.stdout.write(code))`;
    const { text } = await runProcess(node(script), context());
    server.close();
    assert.equal(text, 'ENETUNREACH');
  });

  it('says that a program is missing by the status of the shell', async (t) => {
    if (process.platform === 'win32') return t.skip('not proved: there is no shell between on Windows');
    const { end } = await runProcess({ program: 'no-such-decoder', args: [] }, context());
    assert.equal(end.exitCode, 127);
  });
});

describe('the cage', () => {
  it('passes hostile arguments on as they are', () => {
    const { args } = cage({ program: 'x', args: ['$(reboot)', '; rm -rf /'] }, LIMITS, 'linux');
    assert.deepEqual(args.slice(-3), ['x', '$(reboot)', '; rm -rf /']);
    assert.ok(!args[1]?.includes('reboot'));
  });

  it('leaves the command alone where there is no shell', () => {
    assert.deepEqual(cage({ program: 'x', args: ['y'] }, LIMITS, 'win32'), { program: 'x', args: ['y'] });
  });
});
