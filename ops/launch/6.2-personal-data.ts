import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { walkOwnData } from './access/own-data-walk.ts';
import { startWithAccounts } from './access/people.ts';
import { nothingSeen } from './browser/look.ts';
import { captionsFile } from './captions.ts';
import type { LaunchContext, LaunchItem } from './define.ts';

export const personalData: LaunchItem = {
  id: '6.2',
  title: 'Personal-data policy',
  endpoint: 'docs/security/personal-data.md, GET /api/privacy, GET /api/account/export',
  // The app is built, and two people walk through it.
  minutes: 12,
  sabotages: [
    {
      breaks: 'a column of a person is not in the map',
      file: 'server/src/personal-data.ts',
      find: "fields: ['email', 'password_hash', 'role', 'confirmed_at', 'disabled_at'],",
      replace: "fields: ['role'],",
    },
    {
      breaks: 'recordings are not in the export',
      file: 'server/src/accounts/export-account.ts',
      find: 'for (const key of keys) {',
      replace: 'for (const key of [] as string[]) {',
    },
  ],
  prove: async (context) => {
    await proveMap(context);
    const cloud = {
      PEGASUS_LANGUAGE: 'anthropic',
      PEGASUS_LANGUAGE_MODEL: 'a-model',
      PEGASUS_LANGUAGE_KEY: 'a-key-that-is-never-used',
    };
    const product = await startWithAccounts(context, { ...cloud, PEGASUS_LANGUAGE_FALLBACK: 'extractive' });
    try {
      const facts = await product.client.getPrivacy();
      assert.deepEqual(
        facts.processors.map(({ name }) => name),
        ['Anthropic'],
      );
      assert.ok(facts.kept.length > 20 && facts.consent.length > 100);
      context.note(
        `GET /api/privacy tells of ${facts.kept.length} kinds of data and of the provider that is set, before anybody signs in.`,
      );
      const [one, other] = [await product.invite('student'), await product.invite('student')];
      const form = { courseId: '', preset: 'exam' };
      for (const [person, name] of [
        [one, 'Mine alone'],
        [other, 'Not mine'],
      ] as const) {
        form.courseId = (await person.client.createCourse({ body: { name } })).id;
        const content = new Blob([await readFile(await captionsFile(context))]);
        await person.client.createLecture({ form, file: { name: 'lecture.vtt', content } });
      }
      const seen = nothingSeen();
      await walkOwnData(product, seen, context);
      assert.deepEqual(seen.violations, [], 'axe finds nothing on these screens.');
      context.note(
        `On the screen: read before signing in, taken along, deleted; people invited, changed and shut out; axe: ${seen.checks} checks. ${seen.pictures.join(', ')}.`,
      );
      await proveExport(await one.client.exportAccount(), { mine: one.email, others: other.email }, context);
    } finally {
      await product.stop();
    }
  },
};

/** The map against the schema of the database: the test of the server that knows both. */
async function proveMap({ root, note }: LaunchContext): Promise<void> {
  const words = [join(root, 'scripts/test.ts'), 'server/src/personal-data'];
  const { stdout } = await promisify(execFile)(process.execPath, words, { cwd: root }).catch((error) => {
    throw new Error(`The map and the database differ: ${error.stdout}`);
  });
  assert.match(stdout, /[1-9]\d* passed, 0 failed/);
  const page = await readFile(join(root, 'docs/security/personal-data.md'), 'utf8');
  note(
    `The map fits the schema of the database, table by table and column by column (${page.split('\n| `').length - 1} rows).`,
  );
}

async function proveExport(
  response: Response,
  { mine, others }: { mine: string; others: string },
  { scratch, note }: LaunchContext,
): Promise<void> {
  assert.match(response.headers.get('content-disposition') ?? '', /pegasus-\d{4}-\d\d-\d\d\.zip/);
  const [file, folder] = [join(scratch, 'export.zip'), join(scratch, 'export')];
  await writeFile(file, new Uint8Array(await response.arrayBuffer()));
  await mkdir(folder);
  // An independent reader, on every Debian with Python.
  await promisify(execFile)('python3', ['-m', 'zipfile', '-e', file, folder]);
  const entries = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) =>
    entry.isFile(),
  );
  const texts = await Promise.all(
    entries.map((entry) => readFile(join(entry.parentPath, entry.name), 'utf8')),
  );
  const all = texts.join('\n');
  assert.ok(
    entries.some(({ parentPath }) => parentPath.includes('/files')),
    'It must hold the recording.',
  );
  assert.ok(
    all.includes(mine) && all.includes('Mine alone') && all.includes('cells stay alive'),
    'It must hold what is mine.',
  );
  assert.ok(!all.includes(others) && !all.includes('Not mine'), 'It must hold nothing of others.');
  assert.ok(!/argon2|_hash"/.test(all), 'It must hold nothing that opens a door.');
  note(
    `The export is one zip of ${entries.length} files with my address, course, words and recording, and nothing of another.`,
  );
}
