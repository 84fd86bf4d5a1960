import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, beforeEach, describe, test } from 'node:test';
import { createClient } from '@pegasus/core/client.ts';
import { type AccountServer, openAccountServer, PASSWORD } from './test-accounts.ts';
import { problem } from './test-server.ts';

const NEXT = 'another four words of mine';
const DAY = 86_400_000;

let server: AccountServer;
let late = 0;
before(async () => {
  server = await openAccountServer({}, { now: () => new Date(Date.now() + late) });
});
after(() => server.close());
beforeEach(() => {
  late = 0;
  server.letters.length = 0;
});

/** A browser: keeps cookies, and says where its requests are from as browsers do. */
function openBrowser(headers: Record<string, string> = {}) {
  let cookie = '';
  const set: string[] = [];
  const client = createClient({
    baseUrl: server.baseUrl,
    headers: () => ({ origin: server.baseUrl, ...(cookie ? { cookie } : {}), ...headers }),
    fetch: async (...call) => {
      const response = await fetch(...call);
      for (const line of response.headers.getSetCookie()) {
        set.push(line);
        cookie = /^[^=]+=;/.test(line) ? '' : (line.split(';')[0] ?? '');
      }
      return response;
    },
  });
  return { client, set, cookie: () => cookie };
}

describe('a browser', () => {
  test('is signed in by its cookie, which no script can read and no other site can send', async () => {
    const { email } = await server.newAccount();
    const browser = openBrowser();
    await assert.rejects(browser.client.listCourses(), problem('sign-in-required'));
    const facts = await browser.client.signIn({
      body: { email: ` ${email.toUpperCase()}`, password: PASSWORD },
    });
    assert.equal(facts.person?.email, email);
    assert.match(
      browser.set[0] ?? '',
      /^pegasus-session=pgw_\S+; Path=\/; HttpOnly; SameSite=Lax; Max-Age=\d+$/,
    );
    assert.deepEqual((await browser.client.listCourses()).items, []);
    await browser.client.signOut();
    await assert.rejects(browser.client.listCourses(), problem('sign-in-required'));
  });

  test('that does not say where a changing request is from is refused', async () => {
    const { email } = await server.newAccount();
    const browser = openBrowser();
    await browser.client.signIn({ body: { email, password: PASSWORD } });
    const forged = (headers: Record<string, string>) =>
      fetch(`${server.baseUrl}/api/courses`, {
        method: 'POST',
        headers: { cookie: browser.cookie(), 'content-type': 'application/json', ...headers },
        body: '{"name":"Forged"}',
      });
    assert.equal((await forged({})).status, 403);
    assert.equal((await forged({ origin: 'https://evil.example' })).status, 403);
    assert.equal((await forged({ origin: 'null' })).status, 403);
    assert.equal((await forged({ origin: server.baseUrl })).status, 201);
  });

  test('stays signed in while it is used, and not for ever', async () => {
    const { email } = await server.newAccount();
    const { client } = openBrowser();
    await client.signIn({ body: { email, password: PASSWORD } });
    for (const days of [29, 58, 87]) {
      late = days * DAY;
      await client.listCourses();
    }
    late = 91 * DAY;
    await assert.rejects(client.listCourses(), problem('sign-in-required'));
  });

  test('that rests for a month has to sign in again', async () => {
    const { email } = await server.newAccount();
    const { client } = openBrowser();
    await client.signIn({ body: { email, password: PASSWORD } });
    late = 31 * DAY;
    await assert.rejects(client.listCourses(), problem('sign-in-required'));
  });
});

describe('an app', () => {
  test('gets tokens that run out soon, and new ones for old', async () => {
    const { client, refreshToken } = await server.signedIn();
    await client.listCourses();
    late = 16 * 60_000;
    await assert.rejects(client.listCourses(), problem('sign-in-required'));
    const next = await server.client.refreshApp({ body: { refreshToken } });
    await server.clientOf(next.accessToken).listCourses();
  });

  test('whose refresh token comes back after it was used is signed out: it was copied', async () => {
    const { refreshToken } = await server.signedIn();
    const next = await server.client.refreshApp({ body: { refreshToken } });
    late = 2 * 60_000;
    await assert.rejects(server.client.refreshApp({ body: { refreshToken } }), problem('session-ended'));
    await assert.rejects(server.clientOf(next.accessToken).listCourses(), problem('sign-in-required'));
    await assert.rejects(
      server.client.refreshApp({ body: { refreshToken: next.refreshToken } }),
      problem('session-ended'),
    );
  });

  test('may ask again when the answer was lost on the way', async () => {
    const { refreshToken } = await server.signedIn();
    await server.client.refreshApp({ body: { refreshToken } });
    const again = await server.client.refreshApp({ body: { refreshToken } });
    await server.clientOf(again.accessToken).listCourses();
  });

  test('cannot use its refresh token for anything else, nor a cookie as a token', async () => {
    const { refreshToken, account } = await server.signedIn();
    await assert.rejects(server.clientOf(refreshToken).listCourses(), problem('sign-in-required'));
    const browser = openBrowser();
    await browser.client.signIn({ body: { email: account.email, password: PASSWORD } });
    const token = browser.cookie().split('=')[1] ?? '';
    await assert.rejects(server.clientOf(token).listCourses(), problem('sign-in-required'));
  });
});

describe('devices', () => {
  test('are listed by names that people know, and signed out one by one', async () => {
    const { client, account } = await server.signedIn();
    const phone = openBrowser({
      'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
    });
    await phone.client.signIn({ body: { email: account.email, password: PASSWORD } });
    const { items } = await client.listDevices();
    assert.deepEqual(items.map(({ name, kind, current }) => `${name} ${kind} ${current}`).sort(), [
      'Firefox on Linux web false',
      'Test app app true',
    ]);
    const deviceId = items.find(({ kind }) => kind === 'web')?.id ?? '';
    const stranger = await server.signedIn();
    await assert.rejects(stranger.client.signOutDevice({ params: { deviceId } }), problem('not-found'));
    await client.signOutDevice({ params: { deviceId } });
    await assert.rejects(phone.client.listCourses(), problem('sign-in-required'));
  });

  test('are all signed out but this one by a new password', async () => {
    const { client, account } = await server.signedIn();
    const other = openBrowser();
    await other.client.signIn({ body: { email: account.email, password: PASSWORD } });
    await client.changePassword({ body: { current: PASSWORD, next: NEXT } });
    await client.listCourses();
    await assert.rejects(other.client.listCourses(), problem('sign-in-required'));
    const body = { email: account.email, password: PASSWORD };
    await assert.rejects(server.client.signInApp({ body }), problem('sign-in-failed'));
  });
});

describe('an account', () => {
  test('is begun, confirmed with link and password, and used', async () => {
    const email = `${randomUUID()}@example.org`;
    await server.client.signUp({ body: { email, password: PASSWORD, name: 'Eve' } });
    await assert.rejects(
      server.client.signIn({ body: { email, password: PASSWORD } }),
      problem('email-unconfirmed'),
    );
    const token = await server.lastToken();
    const browser = openBrowser();
    const { person } = await browser.client.confirmEmail({ body: { token, password: PASSWORD } });
    assert.equal(person?.role, 'student');
    await browser.client.listCourses();
    await assert.rejects(
      browser.client.confirmEmail({ body: { token, password: PASSWORD } }),
      problem('link-invalid'),
    );
  });

  test('that somebody else begins is answered as any other, and its owner is told by mail', async () => {
    const { email } = await server.newAccount();
    const body = { email, password: NEXT, name: 'Mallory' };
    assert.deepEqual(await server.client.signUp({ body }), { mail: 'sent' });
    await server.lastToken();
    assert.match(server.letters[0]?.subject ?? '', /already/);
    await assert.rejects(
      server.client.signInApp({ body: { email, password: NEXT } }),
      problem('sign-in-failed'),
    );
  });

  test('gets a new password by mail, once, and then no device is signed in', async () => {
    const { client, account } = await server.signedIn();
    await server.client.requestReset({ body: { email: account.email } });
    const token = await server.lastToken();
    await server.client.resetPassword({ body: { token, password: NEXT } });
    await assert.rejects(client.listCourses(), problem('sign-in-required'));
    await server.client.signInApp({ body: { email: account.email, password: NEXT } });
    const again = { body: { token, password: PASSWORD } };
    await assert.rejects(server.client.resetPassword(again), problem('link-invalid'));
  });

  test('that there is not is answered as one that there is, and gets no letter', async () => {
    assert.deepEqual(await server.client.requestReset({ body: { email: 'nobody@example.org' } }), {
      mail: 'sent',
    });
    await new Promise((done) => setTimeout(done, 100));
    assert.deepEqual(server.letters, []);
  });

  test('takes a link of another purpose or after its time for none', async () => {
    const { account } = await server.signedIn();
    await server.client.requestReset({ body: { email: account.email } });
    const token = await server.lastToken();
    const accept = { body: { token, name: 'Eve', password: NEXT } };
    await assert.rejects(server.client.acceptInvitation(accept), problem('link-invalid'));
    late = 61 * 60_000;
    await assert.rejects(
      server.client.resetPassword({ body: { token, password: NEXT } }),
      problem('link-invalid'),
    );
  });

  test('is given by an administrator, taken up, changed and taken away', async () => {
    const { client } = await server.signedIn('administrator');
    const email = `${randomUUID()}@example.org`;
    const { account } = await client.inviteAccount({ body: { email, role: 'operator' } });
    assert.equal(account.state, 'invited');
    const browser = openBrowser();
    const body = { token: await server.lastToken(), name: 'Otto', password: PASSWORD };
    await browser.client.acceptInvitation({ body });
    await assert.rejects(browser.client.listCourses(), problem('role-not-allowed'));
    await client.changeAccount({ params: { accountId: account.id }, body: { role: 'student' } });
    await browser.client.listCourses();
    const changed = await client.changeAccount({
      params: { accountId: account.id },
      body: { disabled: true },
    });
    assert.equal(changed.state, 'disabled');
    await assert.rejects(browser.client.listCourses(), problem('sign-in-required'));
    await assert.rejects(
      server.client.signInApp({ body: { email, password: PASSWORD } }),
      problem('sign-in-failed'),
    );
    assert.ok((await client.listAccounts()).items.some(({ id }) => id === account.id));
  });
});

describe('what is kept', () => {
  test('opens nothing: no password, no token and no link is in the database', async () => {
    const { email } = await server.newAccount();
    const browser = openBrowser();
    await browser.client.signIn({ body: { email, password: PASSWORD } });
    const { token, refreshToken } = await server.signedIn();
    await server.client.requestReset({ body: { email } });
    const secrets = [
      PASSWORD,
      token,
      refreshToken,
      browser.cookie().split('=')[1] ?? '',
      await server.lastToken(),
    ];
    const { kysely } = server.services.database;
    const rows = await Promise.all(
      (['accounts', 'sessions', 'account_links', 'rate_limits'] as const).map((table) =>
        kysely.selectFrom(table).selectAll().execute(),
      ),
    );
    const kept = JSON.stringify(rows);
    for (const secret of secrets) {
      assert.ok(secret.length > 10);
      assert.ok(!kept.includes(secret));
    }
    assert.match(kept, /\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });
});

describe('the figures of the server', () => {
  test('are for operators and for the token of Prometheus, which opens nothing else', async () => {
    const operator = await server.signedIn('operator');
    const student = await server.signedIn();
    assert.match(await operator.client.metrics(), /pegasus_/);
    await assert.rejects(student.client.metrics(), problem('role-not-allowed'));
    await assert.rejects(server.client.metrics(), problem('sign-in-required'));
    const scraper = server.clientOf(server.services.config.metricsToken);
    assert.match(await scraper.metrics(), /pegasus_/);
    await assert.rejects(scraper.listCourses(), problem('sign-in-required'));
  });
});

describe('a signed link', () => {
  test('plays the recording without signing in, for ten minutes', async () => {
    const { client } = await server.signedIn();
    const { id } = await server.handIn(client);
    const { url } = await client.createMediaLink({ params: { lectureId: id } });
    const address = `${server.baseUrl}${url}`;
    assert.equal((await fetch(address, { headers: { range: 'bytes=0-5' } })).status, 206);
    assert.equal(
      await (await fetch(address)).text(),
      await (await client.getRecording({ params: { lectureId: id } })).text(),
    );
    const [start = '', time = ''] = url.split('.');
    for (const forged of [
      `${address}x`,
      `${server.baseUrl}${start}.zzzzzz.${url.split('.')[2]}`,
      address.replace(time, '0'),
    ])
      assert.equal((await fetch(forged)).status, 410);
    late = 11 * 60_000;
    assert.equal((await fetch(address)).status, 410);
  });

  test('is not made for the lecture of another', async () => {
    const { client } = await server.signedIn();
    const { id } = await server.handIn(client);
    const stranger = await server.signedIn();
    await assert.rejects(
      stranger.client.createMediaLink({ params: { lectureId: id } }),
      problem('not-found'),
    );
  });
});
