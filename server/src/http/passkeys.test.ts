import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, beforeEach, describe, test } from 'node:test';
import { createClient } from '@pegasus/core/client.ts';
import type { ProblemCode } from '@pegasus/core/problem.ts';
import { type AuthenticatorFaults, SoftwareAuthenticator } from '../../../fixtures/software-authenticator.ts';
import { deleteExpired } from '../db/sessions.ts';
import { type AccountServer, openAccountServer, PASSWORD } from './test-accounts.ts';
import { openTestServer, problem } from './test-server.ts';

let server: AccountServer;
let late = 0;
let origin = '';
before(async () => {
  server = await openAccountServer({}, { now: () => new Date(Date.now() + late) });
  origin = server.baseUrl.replace('127.0.0.1', 'localhost');
});
after(() => server.close());
beforeEach(() => {
  late = 0;
  server.letters.length = 0;
});

/** A browser with a page of ours open. */
function openBrowser() {
  const cookies = new Map<string, string>();
  const client = createClient({
    baseUrl: origin,
    headers: () => ({ origin, cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') }),
    fetch: async (...call) => {
      const response = await fetch(...call);
      for (const line of response.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
        if (value) cookies.set(name, value);
        else cookies.delete(name);
      }
      return response;
    },
  });
  return { client, cookies };
}
type Browser = ReturnType<typeof openBrowser>;

interface Elsewhere {
  challenge?: string;
  origin?: string;
  rpId?: string;
}

/** Makes a passkey in the browser of whoever is signed in there. */
async function add(
  { client }: Browser,
  {
    faults = {},
    elsewhere = {},
    name = 'Laptop',
  }: { faults?: AuthenticatorFaults; elsewhere?: Elsewhere; name?: string } = {},
  authenticator = new SoftwareAuthenticator(),
) {
  const { challenge, rp, user } = await client.startPasskey({ body: { password: PASSWORD } });
  const asked = { challenge, origin, rpId: rp.id, userHandle: user.id, ...elsewhere };
  const passkey = await client.addPasskey({ body: { name, made: authenticator.make(asked, faults) } });
  return { authenticator, passkey };
}

async function signIn(
  { client }: Browser,
  authenticator: SoftwareAuthenticator,
  { faults = {}, elsewhere = {} }: { faults?: AuthenticatorFaults; elsewhere?: Elsewhere } = {},
) {
  const { challenge, rpId } = await client.startPasskeySignIn();
  const body = authenticator.sign({ challenge, origin, rpId, ...elsewhere }, faults);
  return { body, facts: await client.signInWithPasskey({ body }) };
}

async function signedIn() {
  const account = await server.newAccount();
  const browser = openBrowser();
  await browser.client.signIn({ body: { email: account.email, password: PASSWORD } });
  return { account, browser };
}

describe('a passkey', () => {
  test('is added with the password, told of by mail, and signs in without it', async () => {
    const { account, browser } = await signedIn();
    const { authenticator, passkey } = await add(browser);
    assert.equal(passkey.name, 'Laptop');
    for (let look = 0; look < 50 && server.letters.length === 0; look++)
      await new Promise((done) => setTimeout(done, 20));
    assert.match(server.letters[0]?.subject ?? '', /passkey was added/);
    const other = openBrowser();
    const { facts } = await signIn(other, authenticator);
    assert.equal(facts.person?.email, account.email);
    await other.client.listCourses();
    const { items } = await other.client.listPasskeys();
    assert.equal(items.length, 1);
    assert.ok(items[0]?.usedAt);
  });

  test('is named anew and removed by its owner and nobody else, and then opens nothing', async () => {
    const { browser } = await signedIn();
    const { authenticator, passkey } = await add(browser);
    const params = { passkeyId: passkey.id };
    const stranger = (await server.signedIn()).client;
    await assert.rejects(stranger.renamePasskey({ params, body: { name: 'Mine' } }), problem('not-found'));
    await assert.rejects(stranger.removePasskey({ params }), problem('not-found'));
    assert.deepEqual((await stranger.listPasskeys()).items, []);
    assert.equal(
      (await browser.client.renamePasskey({ params, body: { name: 'Key ring' } })).name,
      'Key ring',
    );
    await browser.client.removePasskey({ params });
    await assert.rejects(signIn(openBrowser(), authenticator), problem('passkey-refused'));
  });

  test('is not added by whoever found an open browser', async () => {
    const { browser } = await signedIn();
    await assert.rejects(browser.client.startPasskey({ body: {} }), problem('sign-in-failed'));
    await assert.rejects(
      browser.client.startPasskey({ body: { password: 'guessed' } }),
      problem('sign-in-failed'),
    );
  });

  test('is added without a password where there is none, soon after signing in', async () => {
    const { account, browser } = await signedIn();
    await server.services.database.kysely
      .updateTable('accounts')
      .set({ password_hash: null })
      .where('owner_id', '=', account.owner_id)
      .execute();
    await browser.client.startPasskey({ body: {} });
    late = 11 * 60_000;
    await assert.rejects(browser.client.startPasskey({ body: {} }), problem('sign-in-failed'));
  });

  test('goes with its account, and a disabled one is not opened by it', async () => {
    const { account, browser } = await signedIn();
    const { authenticator } = await add(browser);
    const admin = (await server.signedIn('administrator')).client;
    await admin.changeAccount({ params: { accountId: account.owner_id }, body: { disabled: true } });
    await assert.rejects(signIn(openBrowser(), authenticator), problem('passkey-refused'));
    await admin.changeAccount({ params: { accountId: account.owner_id }, body: { disabled: false } });
    const again = openBrowser();
    await signIn(again, authenticator);
    await again.client.deleteAccount({ body: { password: PASSWORD } });
    const left = await server.services.database.kysely
      .selectFrom('passkeys')
      .where('owner_id', '=', account.owner_id)
      .selectAll()
      .execute();
    assert.deepEqual(left, []);
    await assert.rejects(signIn(openBrowser(), authenticator), problem('passkey-refused'));
  });

  test('is not kept twice, nor by two', async () => {
    const { browser } = await signedIn();
    const { authenticator } = await add(browser);
    const other = (await signedIn()).browser;
    await assert.rejects(add(other, {}, authenticator), problem('passkey-refused'));
  });

  test('asks the same of everybody, and tells of nobody', async () => {
    const [one, other] = [
      await openBrowser().client.startPasskeySignIn(),
      await openBrowser().client.startPasskeySignIn(),
    ];
    assert.notEqual(one.challenge, other.challenge);
    assert.deepEqual({ ...one, challenge: '' }, { ...other, challenge: '' });
    assert.equal(one.userVerification, 'required');
  });
});

describe('nobody is let in by a passkey', () => {
  const cases: [string, { faults?: AuthenticatorFaults; elsewhere?: Elsewhere }][] = [
    ['that was shown to a page of somebody else', { elsewhere: { origin: 'https://evil.example' } }],
    ['of another site', { elsewhere: { rpId: 'evil.example' } }],
    [
      'that signed another challenge',
      { elsewhere: { challenge: Buffer.alloc(32, 7).toString('base64url') } },
    ],
    ['whose owner was not asked for', { faults: { flags: 1 } }],
    ['that nobody touched', { faults: { flags: 0 } }],
    ['that signed with a key of somebody else', { faults: { foreign: true } }],
    ['that made a key where it had to sign', { faults: { type: 'webauthn.create' } }],
    ['that says it is of another person', { faults: { userHandle: 'b3RoZXI' } }],
    ['that was used less often than before', { faults: { uses: 3 } }],
  ];
  for (const [name, wrong] of cases) {
    test(name, async () => {
      const { browser } = await signedIn();
      const { authenticator } = await add(browser);
      await signIn(openBrowser(), authenticator, { faults: { uses: 5 } });
      const thief = openBrowser();
      await assert.rejects(signIn(thief, authenticator, wrong), problem('passkey-refused'));
      assert.equal(thief.cookies.has('pegasus-session'), false);
    });
  }

  test('whose answer was used before', async () => {
    const { browser } = await signedIn();
    const { authenticator } = await add(browser);
    const other = openBrowser();
    const { challenge, rpId } = await other.client.startPasskeySignIn();
    const kept = new Map(other.cookies);
    const body = authenticator.sign({ challenge, origin, rpId }, { uses: 0 });
    await other.client.signInWithPasskey({ body });
    const thief = openBrowser();
    for (const [cookie, value] of kept) thief.cookies.set(cookie, value);
    await assert.rejects(thief.client.signInWithPasskey({ body }), problem('passkey-refused'));
    late = 6 * 60_000;
    await deleteExpired(server.services.database.kysely, server.services.now());
    for (const [cookie, value] of kept) thief.cookies.set(cookie, value);
    await assert.rejects(thief.client.signInWithPasskey({ body }), problem('passkey-refused'));
  });

  test('whose challenge was of another browser, forged, or for another purpose', async () => {
    const { browser } = await signedIn();
    const { authenticator } = await add(browser);
    const other = openBrowser();
    const { challenge, rpId } = await other.client.startPasskeySignIn();
    const body = authenticator.sign({ challenge, origin, rpId });
    await assert.rejects(openBrowser().client.signInWithPasskey({ body }), problem('passkey-refused'));
    const forger = openBrowser();
    forger.cookies.set('pegasus-challenge', `${Buffer.from(challenge).toString('base64url')}.zzzzzz.x`);
    await assert.rejects(forger.client.signInWithPasskey({ body }), problem('passkey-refused'));
    const { challenge: ofAdding } = await browser.client.startPasskey({ body: { password: PASSWORD } });
    const forAdding = authenticator.sign({ challenge: ofAdding, origin, rpId });
    await assert.rejects(browser.client.signInWithPasskey({ body: forAdding }), problem('passkey-refused'));
  });

  test('that nobody has', async () => {
    await assert.rejects(signIn(openBrowser(), new SoftwareAuthenticator()), problem('passkey-refused'));
  });
});

describe('nothing is kept as a passkey', () => {
  const cases: [string, { faults?: AuthenticatorFaults; elsewhere?: Elsewhere }][] = [
    ['that was made on a page of somebody else', { elsewhere: { origin: 'https://evil.example' } }],
    ['that was made for another site', { elsewhere: { rpId: 'evil.example' } }],
    [
      'that was made for another challenge',
      { elsewhere: { challenge: Buffer.alloc(32, 7).toString('base64url') } },
    ],
    ['whose owner was not asked for', { faults: { flags: 65 } }],
    ['that signed where it had to make a key', { faults: { type: 'webauthn.get' } }],
  ];
  for (const [name, wrong] of cases) {
    test(name, async () => {
      const { browser } = await signedIn();
      await assert.rejects(add(browser, wrong), problem('passkey-refused'));
      assert.deepEqual((await browser.client.listPasskeys()).items, []);
    });
  }

  test('for a challenge that somebody else was given', async () => {
    const { browser } = await signedIn();
    const victim = await signedIn();
    const { challenge, rp, user } = await browser.client.startPasskey({ body: { password: PASSWORD } });
    victim.browser.cookies.set('pegasus-challenge', browser.cookies.get('pegasus-challenge') ?? '');
    const made = new SoftwareAuthenticator().make({ challenge, origin, rpId: rp.id, userHandle: user.id });
    await assert.rejects(
      victim.browser.client.addPasskey({ body: { name: 'Planted', made } }),
      problem('passkey-refused'),
    );
  });
});

describe('passkeys', () => {
  for (const [config, possible] of [
    [{ publicUrl: 'https://pegasus.example.org' }, true],
    [{}, true],
    [{ publicUrl: 'http://pegasus.lan', insecureHttp: 'allow' }, false],
    [{ publicUrl: 'https://192.0.2.7' }, false],
    [{ publicUrl: 'https://[2001:db8::1]' }, false],
    [{ accounts: 'off' }, false],
  ] as const) {
    test(`are ${possible ? '' : 'not '}offered with ${JSON.stringify(config)}`, async () => {
      const { publicUrl = '' } = config as { publicUrl?: string };
      const other = await openTestServer({
        config: { accounts: 'on', secret: 'a secret of the tests that is long enough', ...config },
      });
      try {
        const host = publicUrl ? new URL(publicUrl).host : `localhost:${other.port}`;
        const answer = await other.app.inject({ url: '/api/session', headers: { host } });
        assert.equal(answer.json().passkeys, possible);
        if (possible) return;
        const refusal: ProblemCode = 'accounts' in config ? 'accounts-off' : 'not-found';
        const start = await other.app.inject({
          method: 'POST',
          url: '/api/session/passkey-challenge',
          headers: { host },
        });
        assert.equal(start.json().code, refusal);
      } finally {
        await other.close();
      }
    });
  }

  test('that are kept open nothing: only their public half is', async () => {
    const { browser } = await signedIn();
    const { passkey } = await add(browser, { name: `<b>${randomUUID()}` });
    const row = await server.services.database.kysely
      .selectFrom('passkeys')
      .selectAll()
      .where('id', '=', passkey.id)
      .executeTakeFirstOrThrow();
    // COSE: a map that ends after x and y, without the private `d`.
    assert.equal(Buffer.from(row.public_key, 'base64url')[0], 0xa5);
  });
});
