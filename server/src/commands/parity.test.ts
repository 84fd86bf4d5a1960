import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { Problem } from '@pegasus/core/problem.ts';
import { readConfig } from '../config.ts';
import { EXIT } from './exit-code.ts';
import { parseAllowed, runParity } from './parity.ts';

const environment = {
  versions: { commit: 'a' },
  settings: { PEGASUS_HOST: 'one', PEGASUS_PORT: '1' },
  migrations: {},
  schema: {},
  policies: {},
};
let folder = '';
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pegasus-parity-'));
});
after(() => rm(folder, { recursive: true, force: true }));

async function parity(settings: Record<string, string>, allowed: string) {
  const paths = ['left', 'right', 'allowed'].map((name) => join(folder, name));
  const [left = '', right = '', list = ''] = paths;
  await writeFile(left, JSON.stringify(environment));
  await writeFile(
    right,
    JSON.stringify({ ...environment, settings: { ...environment.settings, ...settings } }),
  );
  await writeFile(list, allowed);
  const lines: string[] = [];
  const say = (line: string) => void lines.push(line);
  const terminal = { print: say, say, clear: () => {} } as unknown as Parameters<
    typeof runParity
  >[3]['terminal'];
  const context = { config: readConfig({}), terminal, signal: new AbortController().signal };
  const { code } = await runParity(left, right, { allowed: list }, context);
  return { code, said: lines.join('\n') };
}

describe('parity', () => {
  test('passes what is allowed, says why, and fails anything else', async () => {
    const allowed = '# names\nsettings.PEGASUS_HOST: each has its own\n';
    const good = await parity({ PEGASUS_HOST: 'two' }, allowed);
    assert.equal(good.code, EXIT.ok);
    assert.match(good.said, /PEGASUS_HOST: one ↔ two \(each has its own\)/);
    const bad = await parity({ PEGASUS_HOST: 'two', PEGASUS_PORT: '2' }, allowed);
    assert.equal(bad.code, EXIT.environment);
    assert.match(bad.said, /✗ settings\.PEGASUS_PORT: 1 ↔ 2/);
  });

  test('tells which allowance is not needed any more', async () => {
    assert.match(
      (await parity({}, 'settings.PEGASUS_HOST: once')).said,
      /not different any more: settings\.PEGASUS_HOST/,
    );
  });

  test('allows nothing without a reason, and no whole part', () => {
    const invalid = (error: unknown) => error instanceof Problem && error.code === 'request-invalid';
    assert.throws(() => parseAllowed('settings.PEGASUS_HOST'), invalid);
    assert.throws(() => parseAllowed('settings*: all of them'), invalid);
    assert.throws(() => parseAllowed('*: all'), invalid);
    assert.equal(parseAllowed('settings.PEGASUS_OIDC_*: own client').length, 1);
  });
});
