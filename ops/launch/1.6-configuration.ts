import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LaunchContext, LaunchItem } from './define.ts';

const LONG = 'x'.repeat(40);
const ON = { PEGASUS_ACCOUNTS: 'on', PEGASUS_SECRET: LONG };
const ENVIRONMENT_EXIT = 4;

/** What somebody may set wrongly, the setting that must be named, and a word of the remedy. */
const WRONG: readonly [environment: Record<string, string>, names: string, remedy: RegExp][] = [
  [{ PEGASUS_HOST: '0.0.0.0' }, 'PEGASUS_HOST', /set PEGASUS_ACCOUNTS=on/],
  [{ PEGASUS_PUBLIC_URL: 'https://a.example' }, 'PEGASUS_PUBLIC_URL', /set PEGASUS_ACCOUNTS=on/],
  [{ PEGASUS_TRUSTED_PROXIES: '10.0.0.1' }, 'PEGASUS_TRUSTED_PROXIES', /set PEGASUS_ACCOUNTS=on/],
  [{ PEGASUS_ACCOUNTS: 'on' }, 'PEGASUS_SECRET', /openssl rand/],
  [{ ...ON, PEGASUS_SECRET: 'short' }, 'PEGASUS_SECRET', /at least 32/],
  [{ ...ON, PEGASUS_SECRET_PREVIOUS: LONG }, 'PEGASUS_SECRET_PREVIOUS', /put the new one/],
  [{ ...ON, PEGASUS_HOST: '0.0.0.0' }, 'PEGASUS_PUBLIC_URL', /set PEGASUS_PUBLIC_URL/],
  [{ ...ON, PEGASUS_PUBLIC_URL: 'http://a.example' }, 'PEGASUS_PUBLIC_URL', /PEGASUS_INSECURE_HTTP=allow/],
  [{ ...ON, PEGASUS_PUBLIC_URL: 'a.example' }, 'PEGASUS_PUBLIC_URL', /such as https/],
  [{ ...ON, PEGASUS_SIGN_UP: 'open' }, 'PEGASUS_SMTP_URL', /set PEGASUS_SMTP_URL/],
  [{ ...ON, PEGASUS_SMTP_URL: 'smtp://a.example' }, 'PEGASUS_MAIL_FROM', /set PEGASUS_MAIL_FROM/],
  [{ ...ON, PEGASUS_OIDC_ISSUER: 'https://a.example' }, 'PEGASUS_OIDC_CLIENT_ID', /all three/],
  [{ ...ON, PEGASUS_METRICS_TOKEN: 'short' }, 'PEGASUS_METRICS_TOKEN', /at least 32/],
  [{ PEGASUS_SECRET_FILE: '/nowhere/secret' }, 'PEGASUS_SECRET_FILE', /cannot be read/],
  [{ PEGASUS_PORT: '70000' }, 'PEGASUS_PORT', /65535|less|<=/],
  [{ PEGASUS_PORT: 'http' }, 'PEGASUS_PORT', /number/],
  [{ PEGASUS_MAX_UPLOAD_MEGABYTES: '0' }, 'PEGASUS_MAX_UPLOAD_MEGABYTES', />=1|1/],
  [{ PEGASUS_LOG_LEVEL: 'loud' }, 'PEGASUS_LOG_LEVEL', /"debug"|debug/],
  [{ PEGASUS_SPEECH: 'parrot' }, 'PEGASUS_SPEECH', /moonshine/],
  [{ PEGASUS_LANGUAGE: 'openai' }, 'PEGASUS_LANGUAGE_MODEL', /PEGASUS_LANGUAGE_MODEL/],
  [{ PEGASUS_PROT: '4600' }, 'PEGASUS_PROT', /no such setting/],
];

export const configurationChecked: LaunchItem = {
  id: '1.6',
  title: 'Configuration checked at start',
  endpoint: 'pegasus serve, pegasus config; server/src/config-rules.ts, docs/settings.md',
  sabotages: [
    {
      breaks: 'a server without accounts may be reached by others',
      file: 'server/src/config-rules.ts',
      find: "broken: ({ host, accounts }) => !isLoopbackHost(host) && accounts === 'off',",
      replace: 'broken: () => false,',
    },
    {
      breaks: 'the list of settings shows secrets',
      file: 'server/src/config.ts',
      find: 'value: secret ? mask(value) : value',
      replace: 'value: secret ? value : value',
    },
  ],
  prove: async (context) => {
    const told: string[] = [];
    for (let first = 0; first < WRONG.length; first += 3) {
      const some = WRONG.slice(first, first + 3);
      told.push(...(await Promise.all(some.map((each) => proveRefused(context, each)))));
    }
    await writeFile(join(context.evidence, 'refusals.txt'), told.join('\n'));
    context.note(
      `${WRONG.length} wrong settings each stopped the start with a line that names setting and remedy.`,
    );
    await proveMasked(context);
  },
};

async function proveRefused(
  context: LaunchContext,
  [environment, name, remedy]: (typeof WRONG)[number],
): Promise<string> {
  const { code, stderr } = await pegasus(context, ['serve'], environment);
  const what = Object.entries(environment)
    .map((pair) => pair.join('='))
    .join(' ');
  assert.equal(code, ENVIRONMENT_EXIT, `${what} ended with ${code}: ${stderr}`);
  const [line = '', ...rest] = stderr.trim().split('\n');
  assert.ok(line.includes(name), `${what} was told as: ${line}`);
  assert.match(`${line} ${rest.join(' ')}`, remedy, what);
  assert.ok(!stderr.includes('    at '), `${what} was told with a stack: ${stderr}`);
  return `${what}\n${stderr.trim()}\n`;
}

/** Every secret is set, by value or by file, and none of them is printed. */
async function proveMasked(context: LaunchContext): Promise<void> {
  const { stdout: names } = await pegasus(context, ['config', '--json'], {});
  const effective = JSON.parse(names) as Record<string, string>;
  const secrets = Object.entries(effective)
    .filter(([, value]) => value === '(not set)')
    .map(([name]) => name);
  assert.ok(secrets.includes('PEGASUS_SECRET') && secrets.length >= 8, `Only ${secrets} are secrets.`);
  const file = join(context.scratch, 'secret');
  const marked = 'marked-secret-that-nobody-may-see-0123456789';
  await writeFile(file, marked);
  const forms: Record<string, string> = {
    PEGASUS_DATABASE_URL: `postgres://user:${marked}@127.0.0.1:1/db`,
    PEGASUS_SMTP_URL: `smtp://user:${marked}@127.0.0.1:1`,
    PEGASUS_ALERT_WEBHOOK: `https://alerts.example.org/${marked}`,
  };
  const environment: Record<string, string> = {
    PEGASUS_ACCOUNTS: 'on',
    PEGASUS_MAIL_FROM: 'a@example.org',
    PEGASUS_STORAGE_URL: 's3://bucket',
  };
  const previous = 'marked-secret-that-was-there-before-0123456789';
  for (const name of secrets) {
    if (name === 'PEGASUS_OIDC_CLIENT_SECRET') continue;
    if (name.endsWith('_PREVIOUS')) environment[name] = previous;
    else if (forms[name]) environment[name] = forms[name];
    else environment[`${name}_FILE`] = file;
  }
  for (const words of [['config'], ['config', '--json']]) {
    const { code, stdout, stderr } = await pegasus(context, words, environment);
    assert.equal(code, 0, stderr);
    assert.ok(!/marked-/.test(stdout + stderr), 'A secret was printed.');
    assert.match(stdout + stderr, /PEGASUS_SECRET\W+\(set\)/);
  }
  context.note(`pegasus config masks ${secrets.length} secrets: ${secrets.join(', ')}.`);
}

function pegasus(
  { root, scratch }: LaunchContext,
  words: string[],
  environment: Record<string, string>,
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const env = { PATH: process.env.PATH ?? '', PEGASUS_DATA: join(scratch, 'data'), ...environment };
  const child = spawn(process.execPath, [join(root, 'server/bin/pegasus.mjs'), ...words], { cwd: root, env });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  // A start that was not refused would go on for ever.
  const timer = setTimeout(() => child.kill('SIGKILL'), 30_000);
  return new Promise((resolve) => {
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ code, stdout, stderr });
    });
  });
}
