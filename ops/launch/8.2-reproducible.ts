import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { copyFile, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cleanClone } from '../deploy/rehearsal/clean-clone.ts';
import {
  buildByGuide,
  makeBase,
  missingTools,
  openImageTools,
  startImage,
} from '../deploy/rehearsal/image.ts';
import type { LaunchContext, LaunchItem } from './define.ts';

export const reproducible: LaunchItem = {
  id: '8.2',
  title: 'Reproducible deploy from main (not proved: bundles for phones)',
  endpoint: '`npm run release -- pack`; GET /health/ready tells operators the commit; deploy/Dockerfile',
  minutes: 14,
  sabotages: [
    {
      breaks: 'what is installed is not held against the lockfile',
      file: 'scripts/release/installed-packages.ts',
      find: 'if (installed[path]?.integrity !== locked[path]?.integrity)',
      replace: 'if (installed[path] === locked)',
    },
    {
      breaks: 'a release is packed of files that no commit has',
      file: 'scripts/release/pack.ts',
      find: '  if (!changes)\n',
      replace: '  if (!changes && differing === commit)\n',
    },
    {
      breaks: 'a release holds when it was packed',
      file: 'scripts/release/pack.ts',
      find: "  await mkdir(join(out, 'bin'));",
      replace:
        "  await mkdir(join(out, 'bin'));\n  await writeFile(join(out, 'PACKED'), String(Date.now()));",
    },
  ],
  prove,
};

async function prove(context: LaunchContext): Promise<void> {
  const { root, scratch, note } = context;
  const clones = ['one', 'other-place'].map((name) => join(scratch, name));
  const [first = '', second = ''] = clones;
  await cleanClone(root, first, { built: true });
  await refuses(context, first);
  // Nothing that was built before, and nothing that the other build left in a cache, is taken.
  await rm(join(first, 'app/dist'), { recursive: true, force: true });
  await cleanClone(root, second, { built: false });
  const lists: string[] = [];
  for (const clone of clones) {
    const begun = performance.now();
    const { stdout } = await packIn(context, clone);
    lists.push(await readFile(join(clone, 'out/release/SHA256SUMS'), 'utf8'));
    const [told = ''] = stdout.split('\n').filter((line) => line.includes(' files, '));
    note(
      `Packed ${told.slice(told.indexOf(': ') + 2)}, the app built anew, in ${((performance.now() - begun) / 1000).toFixed(0)} s.`,
    );
  }
  const [one = '', other = ''] = lists;
  const differing = one.split('\n').filter((line) => !new Set(other.split('\n')).has(line));
  assert.deepEqual(
    differing.slice(0, 5),
    [],
    `Two builds of one commit differ in ${differing.length} files.`,
  );
  assert.equal(one, other);
  note(
    `Two builds of one commit in two folders: the same ${one.trim().split('\n').length} files, hash for hash.`,
  );
  await asImage(context, first);
  note('Not proved: bundles for phones were not built twice.');
}

/** What must not become a release. */
async function refuses(context: LaunchContext, clone: string): Promise<void> {
  const books = join(clone, 'node_modules/.package-lock.json');
  const kept = join(context.scratch, 'package-lock.json');
  await copyFile(books, kept);
  const text = await readFile(kept, 'utf8');
  const spoilt = text.replace(/("node_modules\/fastify": \{[^}]*"integrity": ")[^"]+/, '$1sha512-AAAA');
  assert.notEqual(spoilt, text);
  // The books are a link to those of the project, which stay as they are.
  await rm(books);
  await writeFile(books, spoilt);
  await assert.rejects(
    packIn(context, clone),
    /fastify is not what the lockfile has/,
    'A package that the lockfile does not have is packed.',
  );
  await rename(kept, books);
  const source = join(clone, 'server/src/version-of-nobody.ts');
  await writeFile(source, 'export const nobody = true;\n');
  await assert.rejects(packIn(context, clone), /No commit has this/, 'Files that no commit has are packed.');
  await rm(source);
  context.note('Refused: a package that the lockfile does not have, a file that no commit has.');
}

/** With caches of its own. */
async function packIn({ scratch, signal }: LaunchContext, clone: string): Promise<{ stdout: string }> {
  const caches = join(scratch, `caches-${clone.slice(clone.lastIndexOf('/') + 1)}`);
  await mkdir(caches, { recursive: true });
  const words = [join(clone, 'scripts/release/run.ts'), 'pack', '--out', join(clone, 'out/release')];
  const env = { ...process.env, TMPDIR: caches };
  return promisify(execFile)(process.execPath, words, { cwd: clone, env, signal, maxBuffer: 1e8 });
}

async function asImage({ scratch, signal, note }: LaunchContext, clone: string): Promise<void> {
  const missing = missingTools();
  if (missing.length > 0) return note(`Not proved: image build; not here: ${missing.join(', ')}.`);
  const tools = await openImageTools(scratch, signal);
  await makeBase(tools);
  const made = await buildByGuide(tools, clone);
  const packed = (await readFile(join(clone, 'out/release/COMMIT'), 'utf8')).trim();
  const { commit, listed } = await startImage(tools);
  assert.equal(commit, packed, 'What runs says that it is another commit.');
  note(
    `The guide's own command built the image ${made} bytes (buildah playing Docker, on a Debian 12 made here).`,
  );
  note(
    `In it ${listed} files have the hash that the release names; as user 10001 on a read-only root it is ready, serves the app and says that it is ${commit}.`,
  );
}
