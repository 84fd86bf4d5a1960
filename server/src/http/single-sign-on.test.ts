import assert from 'node:assert/strict';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { after, before, beforeEach, describe, test } from 'node:test';
import { type OpenIdProvider, startOpenIdProvider } from '../../../fixtures/servers/openid-provider.ts';
import { hashPassword } from '../accounts/password.ts';
import { type AccountServer, openAccountServer, PASSWORD } from './test-accounts.ts';
import { problem } from './test-server.ts';

const PUBLIC = 'http://localhost:7123';
const CALLBACK = `${PUBLIC}/api/single-sign-on/callback`;
const SECRET = 'a client secret of these tests';

let provider: OpenIdProvider;
let server: AccountServer;
let late = 0;
before(async () => {
  provider = await startOpenIdProvider({
    clientId: 'pegasus',
    clientSecret: SECRET,
    redirectUris: [CALLBACK],
  });
  server = await openAccountServer(
    { oidcIssuer: provider.issuer, oidcClientId: 'pegasus', oidcClientSecret: SECRET, port: 7123 },
    { now: () => new Date(Date.now() + late) },
  );
});
after(async () => {
  await server.close();
  await provider.close();
});
beforeEach(() => {
  provider.faults = {};
  provider.person = {
    sub: randomUUID(),
    email: `${randomUUID()}@example.org`,
    email_verified: true,
    name: 'Ada',
  };
  late = 0;
  server.lines.length = 0;
});

/** A browser that follows no redirect by itself, so that each step can be looked at. */
function openBrowser() {
  const cookies = new Map<string, string>();
  const get = async (path: string) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(`${server.baseUrl}${path}`, {
      redirect: 'manual',
      headers: cookie ? { cookie } : {},
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value) cookies.set(name, value);
      else cookies.delete(name);
    }
    return response;
  };
  return {
    cookies,
    get,
    /** To the provider. */
    start: async (query = '') => (await get(`/api/single-sign-on${query}`)).headers.get('location') ?? '',
    /** What the provider sends back: the path at our server. */
    atProvider: async (location: string) => {
      const back = await fetch(location, { redirect: 'manual' });
      return (back.headers.get('location') ?? '').replace(PUBLIC, '');
    },
    /** Where our server sends the browser in the end. */
    finish: async (path: string) => (await get(path)).headers.get('location') ?? '',
  };
}

async function wholeWay(browser = openBrowser(), query = ''): Promise<string> {
  return browser.finish(await browser.atProvider(await browser.start(query)));
}

const accountsOf = (email = provider.person.email ?? '') =>
  server.services.database.kysely.selectFrom('accounts').selectAll().where('email', '=', email).execute();

describe('single sign-on', () => {
  test('asks with state, nonce and a challenge, and tells the browser none of what it checks by', async () => {
    const browser = openBrowser();
    const asked = new URL(await browser.start()).searchParams;
    assert.equal(asked.get('response_type'), 'code');
    assert.equal(asked.get('redirect_uri'), CALLBACK);
    assert.equal(asked.get('code_challenge_method'), 'S256');
    for (const name of ['state', 'nonce', 'code_challenge'])
      assert.ok((asked.get(name) ?? '').length >= 43, name);
    const again = new URL(await openBrowser().start()).searchParams;
    for (const name of ['state', 'nonce', 'code_challenge'])
      assert.notEqual(asked.get(name), again.get(name));
    assert.ok(!asked.toString().includes(SECRET));
  });

  test('lets in whoever the provider vouches for, with a cookie and an account of their own', async () => {
    const browser = openBrowser();
    assert.equal(await wholeWay(browser), '/');
    assert.match(browser.cookies.get('pegasus-session') ?? '', /^pgw_/);
    assert.equal(browser.cookies.has('pegasus-way'), false);
    const [account, ...more] = await accountsOf();
    assert.deepEqual(more, []);
    assert.equal(account?.role, 'student');
    assert.equal(account?.password_hash, null);
    assert.ok(account?.confirmed_at);
  });

  test('knows people again by the name the provider gives them, though their address changed', async () => {
    await wholeWay();
    const [first] = await accountsOf();
    const before = provider.person.email;
    provider.person = { ...provider.person, email: `${randomUUID()}@example.org` };
    assert.equal(await wholeWay(), '/');
    assert.deepEqual(await accountsOf(), []);
    assert.equal((await accountsOf(before))[0]?.owner_id, first?.owner_id);
  });

  test('gives an app its tokens only for the verifier that it began with', async () => {
    const verifier = randomBytes(48).toString('base64url');
    const challenge = createHash('sha256').update(verifier).digest('base64url');
    const location = await wholeWay(openBrowser(), `?challenge=${challenge}`);
    const code = /^pegasus:\/\/signed-in\?code=(pgl_\S+)$/.exec(location)?.[1] ?? '';
    const exchange = (shown: string) => server.client.exchangeAppCode({ body: { code, verifier: shown } });
    await assert.rejects(exchange('x'.repeat(64)), problem('link-invalid'));
    const { accessToken } = await exchange(verifier);
    await server.clientOf(accessToken).listCourses();
    await assert.rejects(exchange(verifier), problem('link-invalid'));
  });
});

describe('an account that is there already', () => {
  test('is taken by its address, which the provider vouches for; its password stays', async () => {
    const { email, owner_id } = await server.newAccount();
    provider.person = { ...provider.person, email: email.toUpperCase() };
    assert.equal(await wholeWay(), '/');
    assert.equal((await accountsOf(email))[0]?.owner_id, owner_id);
    await server.client.signInApp({ body: { email, password: PASSWORD } });
  });

  test('that somebody began with an address not theirs loses their password and their devices', async () => {
    const { email, owner_id } = await server.newAccount({
      confirmedAt: null,
      passwordHash: await hashPassword(PASSWORD),
    });
    provider.person = { ...provider.person, email };
    assert.equal(await wholeWay(), '/');
    const [account] = await accountsOf(email);
    assert.equal(account?.owner_id, owner_id);
    assert.equal(account?.password_hash, null);
    await assert.rejects(
      server.client.signInApp({ body: { email, password: PASSWORD } }),
      problem('sign-in-failed'),
    );
  });

  test('that was disabled stays out, by its address as by its name there', async () => {
    await wholeWay();
    const [account] = await accountsOf();
    await server.services.database.kysely
      .updateTable('accounts')
      .set({ disabled_at: new Date().toISOString() })
      .where('owner_id', '=', account?.owner_id ?? '')
      .execute();
    assert.equal(await wholeWay(), '/sign-in?problem=sign-up-closed');
    provider.person = { ...provider.person, sub: randomUUID() };
    assert.equal(await wholeWay(), '/sign-in?problem=sign-up-closed');
  });

  test('is not made where nobody new is let in, or of another domain', async () => {
    const { config } = server.services;
    const { signUp, signUpDomains } = config;
    try {
      config.signUp = 'closed';
      assert.equal(await wholeWay(), '/sign-in?problem=sign-up-closed');
      config.signUp = 'open';
      config.signUpDomains = ['uni.example'];
      assert.equal(await wholeWay(), '/sign-in?problem=sign-up-closed');
    } finally {
      Object.assign(config, { signUp, signUpDomains });
    }
    assert.deepEqual(await accountsOf(), []);
  });
});

describe('nobody is let in', () => {
  const FAILED = '/sign-in?problem=single-sign-on-failed';
  const now = () => Math.floor(Date.now() / 1000);
  const cases: [string, () => void][] = [
    ['by the token of another issuer', () => (provider.faults = { claims: { iss: 'https://evil.example' } })],
    ['by a token for another client', () => (provider.faults = { claims: { aud: 'another' } })],
    [
      'by a token for several, given to another',
      () => (provider.faults = { claims: { aud: ['pegasus', 'another'], azp: 'another' } }),
    ],
    ['by a token of another sign-in', () => (provider.faults = { claims: { nonce: 'of another' } })],
    ['by a token without a nonce', () => (provider.faults = { claims: { nonce: undefined } })],
    ['by a token that ran out', () => (provider.faults = { claims: { iat: now() - 900, exp: now() - 600 } })],
    ['by a token that never runs out', () => (provider.faults = { claims: { exp: undefined } })],
    ['by a token without a name of the person', () => (provider.faults = { claims: { sub: undefined } })],
    ['by a token signed with a key of somebody else', () => (provider.faults = { signature: 'foreign' })],
    ['by a token that nobody signed', () => (provider.faults = { signature: 'none' })],
    ['with another state', () => (provider.faults = { answer: { state: 'forged' } })],
    ['without a state', () => (provider.faults = { answer: { state: undefined } })],
    [
      'by the answer of another provider',
      () => (provider.faults = { answer: { iss: 'https://evil.example' } }),
    ],
    [
      'by an answer that does not say of whom it is',
      () => (provider.faults = { answer: { iss: undefined } }),
    ],
    ['by a code that was never given', () => (provider.faults = { answer: { code: 'guessed' } })],
    [
      'when the provider refuses',
      () => (provider.faults = { answer: { code: undefined, error: 'access_denied' } }),
    ],
    [
      'by an address that nobody verified',
      () => (provider.person = { ...provider.person, email_verified: false }),
    ],
    [
      'by an address of which nothing is said',
      () => (provider.person = { sub: 'x', email: 'x@example.org' }),
    ],
    ['without an address', () => (provider.person = { sub: 'x', email_verified: true })],
  ];
  for (const [name, arrange] of cases) {
    test(name, async () => {
      arrange();
      const browser = openBrowser();
      assert.equal(await wholeWay(browser), FAILED);
      assert.equal(browser.cookies.has('pegasus-session'), false);
      assert.deepEqual(await accountsOf(), []);
      const text = JSON.stringify(server.lines);
      assert.match(text, /single sign-on failed/);
      for (const mark of [provider.person.email, SECRET])
        assert.ok(!mark || !text.includes(mark), 'A log names nobody.');
    });
  }

  test('by an answer that was used before', async () => {
    const browser = openBrowser();
    const path = await browser.atProvider(await browser.start());
    const kept = new Map(browser.cookies);
    assert.equal(await browser.finish(path), '/');
    const thief = openBrowser();
    for (const [name, value] of kept) thief.cookies.set(name, value);
    assert.equal(await thief.finish(path), FAILED);
    assert.equal(provider.refused.at(-1), 'code');
  });

  test('by the answer to the sign-in of another browser', async () => {
    const victim = openBrowser();
    await victim.start();
    const attacker = openBrowser();
    const path = await attacker.atProvider(await attacker.start());
    assert.equal(await victim.finish(path), FAILED);
    assert.equal(await openBrowser().finish(path), FAILED);
  });

  test('by a way that was written by somebody else, or took too long', async () => {
    const browser = openBrowser();
    const path = await browser.atProvider(await browser.start());
    const way = browser.cookies.get('pegasus-way') ?? '';
    browser.cookies.set('pegasus-way', `${way.slice(0, -2)}xx`);
    assert.equal(await browser.finish(path), FAILED);
    const slow = openBrowser();
    const slowPath = await slow.atProvider(await slow.start());
    late = 11 * 60_000;
    assert.equal(await slow.finish(slowPath), FAILED);
  });

  test('by a code that is stolen without the verifier of its browser', async () => {
    const victim = openBrowser();
    const stolen = new URLSearchParams((await victim.atProvider(await victim.start())).split('?')[1]);
    const thief = openBrowser();
    const own = new URLSearchParams((await thief.atProvider(await thief.start())).split('?')[1]);
    own.set('code', stolen.get('code') ?? '');
    assert.equal(await thief.finish(`/api/single-sign-on/callback?${own}`), FAILED);
    assert.equal(provider.refused.at(-1), 'code_verifier');
  });

  test('while our secret is not the one that the provider knows', async () => {
    provider.secrets.delete(SECRET);
    try {
      assert.equal(await wholeWay(), FAILED);
    } finally {
      provider.secrets.add(SECRET);
    }
    assert.equal(await wholeWay(), '/');
  });
});
