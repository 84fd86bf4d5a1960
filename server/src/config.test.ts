import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { Problem } from '@pegasus/core/problem.ts';
import { describeConfig, readConfig, settings } from './config.ts';
import { configRules } from './config-rules.ts';
import type { Setting } from './settings/define.ts';

const LONG = 'x'.repeat(40);
const ON = { PEGASUS_ACCOUNTS: 'on', PEGASUS_SECRET: LONG };
const PUBLIC = { ...ON, PEGASUS_HOST: '0.0.0.0', PEGASUS_PUBLIC_URL: 'https://pegasus.example.org' };

function mistakes(environment: Record<string, string>): string {
  try {
    readConfig(environment);
    return '';
  } catch (error) {
    assert.ok(error instanceof Problem && error.code === 'setting-invalid');
    return error.detail ?? '';
  }
}

/** An environment that breaks a rule, by the first words of what the rule says. */
const BREAKING: Record<string, Record<string, string>> = {
  'others could reach': { PEGASUS_HOST: '0.0.0.0' },
  'a public address without accounts': { PEGASUS_PUBLIC_URL: 'https://pegasus.example.org' },
  'a proxy in front means': { PEGASUS_TRUSTED_PROXIES: '10.0.0.1' },
  'one of them is neither': { ...PUBLIC, PEGASUS_TRUSTED_PROXIES: '10.0.0.0/33' },
  'accounts need a secret': { PEGASUS_ACCOUNTS: 'on' },
  'a secret has at least': { ...ON, PEGASUS_SECRET: 'short' },
  'both are the same': { ...ON, PEGASUS_SECRET_PREVIOUS: LONG },
  'a token has at least': { ...ON, PEGASUS_METRICS_TOKEN: 'short' },
  'a server that others reach': { ...ON, PEGASUS_HOST: '0.0.0.0' },
  'it must be http:// or https://': { ...ON, PEGASUS_PUBLIC_URL: 'https://pegasus.example.org/path' },
  'without https passwords': { ...PUBLIC, PEGASUS_PUBLIC_URL: 'http://pegasus.example.org' },
  'open sign-up confirms': { ...ON, PEGASUS_SIGN_UP: 'open' },
  'mail needs a sender': { ...ON, PEGASUS_SMTP_URL: 'smtp://mail.example.org' },
  'it must begin with smtp': {
    ...ON,
    PEGASUS_SMTP_URL: 'mail.example.org',
    PEGASUS_MAIL_FROM: 'a@example.org',
  },
  'alerts are mailed by': { PEGASUS_ALERT_MAIL: 'on-call@example.org' },
  'one of them is no mail': {
    PEGASUS_ALERT_MAIL: 'on-call',
    PEGASUS_SMTP_URL: 'smtp://mail.example.org',
    PEGASUS_MAIL_FROM: 'a@example.org',
  },
  'it must be an address with https': { PEGASUS_ALERT_WEBHOOK: 'http://8.8.8.8/' },
  'single sign-on needs all three': { ...ON, PEGASUS_OIDC_ISSUER: 'https://id.example.org' },
  'the provider must be reached': {
    ...ON,
    PEGASUS_OIDC_ISSUER: 'http://id.example.org',
    PEGASUS_OIDC_CLIENT_ID: 'id',
    PEGASUS_OIDC_CLIENT_SECRET: 'secret',
  },
  'single sign-on is for accounts': {
    PEGASUS_OIDC_ISSUER: 'https://id.example.org',
    PEGASUS_OIDC_CLIENT_ID: 'id',
    PEGASUS_OIDC_CLIENT_SECRET: 'secret',
  },
  'a language model is known': { PEGASUS_LANGUAGE: 'openai', PEGASUS_LANGUAGE_KEY: 'key' },
  'a server of one’s own': { PEGASUS_LANGUAGE: 'openai-compatible', PEGASUS_LANGUAGE_MODEL: 'm' },
  'that provider asks': { PEGASUS_LANGUAGE: 'anthropic', PEGASUS_LANGUAGE_MODEL: 'm' },
  'it must be an address that begins': { PEGASUS_LANGUAGE_URL: 'file:///etc/passwd' },
  'the two belong together': { PEGASUS_STORAGE_URL: 's3://bucket', PEGASUS_STORAGE_ACCESS_KEY: 'key' },
  'keys are for an S3 store': { PEGASUS_STORAGE_ACCESS_KEY: 'key', PEGASUS_STORAGE_SECRET_KEY: 'key' },
};

describe('settings that do not go together', () => {
  for (const { says, names } of configRules) {
    test(`stop the start: ${says}`, () => {
      const found = Object.entries(BREAKING).filter(([begin]) => says.startsWith(begin));
      assert.equal(found.length, 1, 'this test knows one way to break it');
      const said = mistakes(found[0]?.[1] ?? {});
      assert.ok(said.includes(`${names.join(', ')}: ${says}.`), said);
    });
  }

  for (const [what, environment] of Object.entries({
    "one's own machine": {},
    'accounts on this machine': ON,
    'a public server': PUBLIC,
    'a public server behind a proxy': { ...PUBLIC, PEGASUS_TRUSTED_PROXIES: '10.0.0.0/8, fd00::/8' },
    'a network that is trusted': {
      ...PUBLIC,
      PEGASUS_PUBLIC_URL: 'http://pegasus.lan:4600',
      PEGASUS_INSECURE_HTTP: 'allow',
    },
    'a secret that is being rotated': { ...ON, PEGASUS_SECRET_PREVIOUS: 'y'.repeat(40) },
  })) {
    test(`are none: ${what}`, () => assert.equal(mistakes(environment), ''));
  }
});

describe('a secret', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pegasus-config-'));
  after(() => rmSync(folder, { recursive: true }));

  test('may lie in a file, as secret managers mount them', () => {
    const file = join(folder, 'secret');
    writeFileSync(file, `${LONG}\n`);
    assert.equal(readConfig({ PEGASUS_ACCOUNTS: 'on', PEGASUS_SECRET_FILE: file }).secret, LONG);
    assert.match(mistakes({ ...ON, PEGASUS_SECRET_FILE: file }), /both are set/);
    assert.match(mistakes({ PEGASUS_SECRET_FILE: join(folder, 'none') }), /cannot be read \(ENOENT\)/);
  });

  test('is never shown, neither by the list of settings nor by a mistake', () => {
    const environment: Record<string, string> = {};
    const secrets = Object.values<Setting>(settings).filter(({ secret }) => secret);
    for (const { name } of secrets) environment[name] = `marked-${name}`;
    assert.ok(!mistakes(environment).includes('marked-'), mistakes(environment));
    const config = readConfig({});
    for (const [key, { secret }] of Object.entries<Setting>(settings))
      if (secret) Object.assign(config, { [key]: 'marked-value' });
    assert.ok(!JSON.stringify(describeConfig(config)).includes('marked-'));
  });

  test('cannot be a setting that is no secret', () => {
    assert.match(mistakes({ PEGASUS_HOST_FILE: '/etc/hostname' }), /there is no such setting/);
  });
});
