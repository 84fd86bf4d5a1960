import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { AppTokens } from './account.ts';
import { createAppSession } from './app-session.ts';
import { Problem } from './problem.ts';

const START = Date.parse('2026-03-02T10:00:00.000Z');
const person = { id: '0b0f0c51-7b0e-4a5c-9f05-6c6b4a1d2e01', name: 'Ada', role: 'student' as const };

/** A phone and a server whose access tokens hold a quarter of an hour, unless they are taken back. */
function open(held?: string) {
  let clock = START;
  let count = 0;
  let text = held;
  const good = new Set<string>();
  const spent: string[] = [];
  let refresh = '';
  let ended = false;
  let reachable = true;
  const issue = (): AppTokens => {
    count++;
    good.clear();
    good.add(`access-${count}`);
    refresh = `refresh-${count}`;
    const expiresAt = new Date(clock + 15 * 60_000).toISOString();
    return { accessToken: `access-${count}`, refreshToken: refresh, expiresAt, person };
  };
  const sent: string[] = [];
  const session = createAppSession({
    now: () => new Date(clock),
    store: {
      read: async () => text,
      write: async (next) => {
        text = next;
      },
      remove: async () => {
        text = undefined;
      },
    },
    renew: async (token) => {
      if (!reachable) throw new Problem('server-unreachable');
      spent.push(token);
      await new Promise((done) => setTimeout(done, 5));
      if (ended || token !== refresh) throw new Problem('session-ended');
      return issue();
    },
    fetch: async (_input, init) => {
      const header = new Headers(init?.headers).get('authorization') ?? 'nobody';
      sent.push(header);
      return new Response('{}', { status: good.has(header.replace('Bearer ', '')) ? 200 : 401 });
    },
  });
  return {
    session,
    issue,
    sent,
    spent,
    text: () => text,
    pass: (milliseconds: number) => (clock += milliseconds),
    takeBack: () => good.clear(),
    end: () => (ended = true),
    cut: () => (reachable = false),
    ask: async () => (await session.fetch('https://pegasus.example/api/courses')).status,
  };
}

describe('an app that is signed in', () => {
  test('shows its token, and nothing of the other one', async () => {
    const { session, issue, ask, sent } = open();
    assert.equal(await ask(), 401);
    await session.keep(issue());
    assert.equal(await ask(), 200);
    assert.deepEqual(sent, ['nobody', 'Bearer access-1']);
  });

  test('is signed in after it was closed, by what the phone keeps', async () => {
    const first = open();
    await first.session.keep(first.issue());
    assert.ok(!first.text()?.includes('Ada'), 'Only tokens are kept.');
    const { session } = open(first.text());
    assert.deepEqual(await session.headers(), { authorization: 'Bearer access-1' });
  });

  test('renews its token before it runs out, once for all that wait', async () => {
    const { session, issue, ask, pass, spent } = open();
    await session.keep(issue());
    pass(14.6 * 60_000);
    assert.deepEqual(await Promise.all([ask(), ask(), ask()]), [200, 200, 200]);
    assert.deepEqual(spent, ['refresh-1']);
  });

  test('renews a token that the server takes no more, and asks again', async () => {
    const { session, issue, ask, takeBack, sent } = open();
    await session.keep(issue());
    takeBack();
    assert.equal(await ask(), 200);
    assert.deepEqual(sent, ['Bearer access-1', 'Bearer access-2']);
  });

  test('is signed out when the session ended, and keeps nothing', async () => {
    const { session, issue, ask, takeBack, end, text } = open();
    await session.keep(issue());
    takeBack();
    end();
    assert.equal(await ask(), 401);
    assert.equal(text(), undefined);
    assert.deepEqual(await session.headers(), {});
  });

  test('stays signed in while the server is not reached', async () => {
    const { session, issue, ask, pass, cut, text } = open();
    await session.keep(issue());
    pass(60 * 60_000);
    cut();
    await ask();
    assert.match(text() ?? '', /refresh-1/);
  });

  test('takes what it cannot read for nothing', async () => {
    for (const held of ['', '{', '{"accessToken":1}', 'null']) {
      const { session } = open(held);
      assert.deepEqual(await session.headers(), {});
    }
  });
});
