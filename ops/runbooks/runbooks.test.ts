import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { suite, test } from 'node:test';
import { promisify } from 'node:util';
import { runbookOf } from '@pegasus/server/alerts/define.ts';
import { alerts } from '@pegasus/server/alerts/registry.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const HEADINGS = ['See', 'Decide', 'Do', 'Undo', 'Drill'];

const pages = (await readdir(import.meta.dirname)).filter((name) => name.endsWith('.md'));
const read = (name: string) => readFile(join(import.meta.dirname, name), 'utf8');

suite('each alert has a page that says what to do', () => {
  for (const path of new Set(alerts.map(runbookOf))) {
    test(path, async () => {
      const text = await read(basename(path));
      assert.deepEqual(
        [...text.matchAll(/^## (.*)$/gm)].map(([, heading]) => heading),
        HEADINGS,
      );
    });
  }
});

test('every command that a page names is there', async () => {
  const program = join(ROOT, 'server/bin/pegasus.mjs');
  const { stdout } = await promisify(execFile)(process.execPath, [program, '--help'], { cwd: ROOT });
  const { scripts } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  const commands = new Set([...stdout.matchAll(/^ {2}([a-z][a-z-]*)/gm)].map(([, name]) => name));
  for (const page of pages) {
    const text = await read(page);
    for (const [, name = ''] of text.matchAll(/npx pegasus ([a-z-]+)/g))
      assert.ok(commands.has(name), `${page} names «pegasus ${name}».`);
    for (const [, name = ''] of text.matchAll(/npm run ([a-z:]+)/g))
      assert.ok(name in scripts, `${page} names «npm run ${name}».`);
  }
});

test('every link between pages leads somewhere', async () => {
  for (const page of pages) {
    for (const [, target = ''] of (await read(page)).matchAll(/\]\(([^)#]+)\)/g))
      await assert.doesNotReject(readFile(join(import.meta.dirname, target)), `${page} → ${target}`);
  }
});
