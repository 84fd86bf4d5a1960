import assert from 'node:assert/strict';
import { execFile, execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, chown, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DATA, HOME, NODE, PROGRAM, USER_ID } from '../define.ts';
import { readGuide } from './guide.ts';

const run = promisify(execFile);
const BASE = 'localhost/base:12';
const UP_MS = 120_000;

/** What builds images where there is no Docker, and what makes a base where no registry is reachable. */
export interface ImageTools {
  scratch: string;
  signal: AbortSignal;
  /** Words that make buildah keep everything in the scratch folder. */
  buildah: readonly string[];
}

/** Programs that are not here; without them no image can be built. */
export function missingTools(): string[] {
  return ['buildah', 'mmdebstrap', 'unshare', 'chroot'].filter(
    (name) => !['/usr/bin', '/usr/sbin', '/bin', '/sbin'].some((folder) => existsSync(join(folder, name))),
  );
}

export async function openImageTools(scratch: string, signal: AbortSignal): Promise<ImageTools> {
  const place = join(scratch, 'containers');
  await mkdir(place, { recursive: true });
  const buildah = [
    '--root',
    join(place, 'root'),
    '--runroot',
    join(place, 'run'),
    '--storage-driver',
    'overlay',
  ];
  return { scratch: place, signal, buildah };
}

/** A small Debian 12 from its own packages, as an image. */
export async function makeBase({ scratch, signal, buildah }: ImageTools): Promise<void> {
  const archive = join(scratch, 'base.tar');
  await run(
    'mmdebstrap',
    ['--quiet', '--variant=minbase', '--include=ca-certificates', 'bookworm', archive],
    { signal },
  );
  const { stdout } = await run('buildah', [...buildah, 'from', 'scratch'], { signal });
  const container = stdout.trim();
  await run('buildah', [...buildah, 'add', '--quiet', container, archive, '/'], { signal });
  await run('buildah', [...buildah, 'commit', '--quiet', '--rm', container, BASE], { signal });
}

/** Runs the guide's own block about the image in a clone with a packed release, buildah playing Docker. */
export async function buildByGuide({ scratch, signal, buildah }: ImageTools, clone: string): Promise<string> {
  const [block, ...more] = (await readGuide(clone)).filter(({ under }) => under === 'Containers');
  assert.ok(block && more.length === 0, 'The guide has another number of blocks about containers.');
  const tools = join(scratch, 'tools');
  await mkdir(tools, { recursive: true });
  const program = join(tools, 'docker');
  const words = [...buildah, 'bud', '--isolation', 'chroot', '--pull-never', '--format', 'docker'].join(' ');
  await writeFile(program, `#!/bin/sh\n[ "$1" = build ] || exit 64\nshift\nexec buildah ${words} "$@"\n`);
  await chmod(program, 0o755);
  const env = { ...process.env, PATH: `${tools}:${process.env.PATH}`, BASE };
  await run('bash', ['-eu', '-c', block.text], { cwd: clone, env, signal, maxBuffer: 1e8 });
  const { stdout } = await run('buildah', [...buildah, 'images', '--json'], { signal });
  const images = JSON.parse(stdout) as { names: string[] | null; size: string }[];
  const made = images.find(({ names }) => names?.some((name) => name.includes('/pegasus:')));
  assert.ok(made, 'The guide builds no image.');
  return `${made.names?.[0]}, ${made.size}`;
}

/** Starts the image as nobody, on a root that is read-only, and gives what it says of itself. */
export async function startImage(tools: ImageTools): Promise<{ commit: string; listed: number }> {
  const { scratch, signal, buildah } = tools;
  const { stdout } = await run('buildah', [...buildah, 'images', '--json'], { signal });
  const images = JSON.parse(stdout) as { id: string; names: string[] | null }[];
  const image = images.find(({ names }) => names?.some((name) => name.includes('/pegasus:')));
  const container = (
    await run('buildah', [...buildah, 'from', '--pull-never', image?.id ?? ''], { signal })
  ).stdout.trim();
  const root = (await run('buildah', [...buildah, 'mount', container], { signal })).stdout.trim();
  try {
    const list = execFileSync('sha256sum', ['--check', 'SHA256SUMS'], {
      ...{ cwd: join(root, HOME), encoding: 'utf8' as const, maxBuffer: 1e8 },
    });
    const listed = list.split('\n').filter((line) => line.endsWith(': OK')).length;
    const place = join(scratch, 'ground');
    for (const name of ['data', 'tmp']) {
      await mkdir(join(place, name), { recursive: true });
      await chown(join(place, name), USER_ID, USER_ID);
    }
    return { commit: await askInside(root, place, signal), listed };
  } finally {
    await run('buildah', [...buildah, 'umount', container]);
  }
}

/** Mounts the image read-only with two folders to write to, and starts the product in there. */
async function askInside(root: string, place: string, signal: AbortSignal): Promise<string> {
  const script = [
    `mount --bind -o ro ${root} ${root}`,
    `mount -o remount,bind,ro ${root}`,
    `mount --bind ${place}/data ${root}${DATA}`,
    `mount --bind ${place}/tmp ${root}/tmp`,
    `mount -t proc proc ${root}/proc`,
    `mount --bind /dev ${root}/dev`,
    `! chroot --userspec=${USER_ID}:${USER_ID} ${root} touch /opt/pegasus/written 2>/dev/null`,
    `exec chroot --userspec=${USER_ID}:${USER_ID} --groups= ${root} ${NODE} ${PROGRAM} serve`,
  ].join('\n');
  const child = spawn(
    'unshare',
    ['--mount', '--pid', '--fork', '--kill-child=SIGKILL', 'bash', '-eu', '-c', script],
    {
      env: {
        PATH: process.env.PATH ?? '',
        PEGASUS_DATA: DATA,
        PEGASUS_PORT: '0',
        PEGASUS_APP: 'built',
        NODE_ENV: 'production',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
      signal,
      killSignal: 'SIGKILL',
    },
  );
  child.on('error', () => undefined);
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()));
  try {
    const end = Date.now() + UP_MS;
    let address: string | undefined;
    while (!address && Date.now() < end && child.exitCode === null) {
      await new Promise((done) => setTimeout(done, 200));
      address = /Pegasus is at (http:\S+)/.exec(output)?.[1];
    }
    assert.ok(address, `The image does not start: ${output.slice(-1000)}`);
    const ready = (await (await fetch(`${address}/health/ready`)).json()) as {
      status: string;
      commit: string;
    };
    assert.equal(ready.status, 'ok', 'The image starts and is not ready.');
    assert.match(await (await fetch(address)).text(), /<html/, 'The image does not serve the app.');
    return ready.commit;
  } finally {
    child.kill('SIGKILL');
    await ended;
  }
}
