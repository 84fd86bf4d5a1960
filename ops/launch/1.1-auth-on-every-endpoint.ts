import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ACCESS_RULES } from '@pegasus/core/access.ts';
import { ROLES } from '@pegasus/core/account.ts';
import { walkAmongHostileText } from './access/hostile-walk.ts';
import { addPasskey } from './access/made-passkey.ts';
import { type Answered, ask, type Cell, judge, type OpenApi, type Route, routesOf } from './access/matrix.ts';
import { walkWithPasskey } from './access/passkey-walk.ts';
import { type AccountProduct, type LaunchPerson, startWithAccounts } from './access/people.ts';
import { refusesRouteWithoutRule } from './access/rule-missing.ts';
import { nothingSeen } from './browser/look.ts';
import { captionsFile } from './captions.ts';
import type { LaunchContext, LaunchItem } from './define.ts';
import { handIn } from './hand-in.ts';

const MINUTE = 60_000;
const NOBODYS = '6f9619ff-8b86-4d01-b42d-00cf4fc964ff';
/** Events must end soon after their reader was signed out. */
const EVENTS_END_MS = 12_000;

export const authOnEveryEndpoint: LaunchItem = {
  id: '1.1',
  title: 'Auth on every endpoint',
  endpoint: 'every operation of GET /api/openapi.json, with its rule in `x-access`',
  // The app is built, and two people walk through it.
  minutes: 12,
  sabotages: [
    {
      breaks: 'the rule of a role is not asked for',
      file: 'core/src/access.ts',
      find: "return roles.includes(role) ? 'yes' : 'role-not-allowed';",
      replace: "return 'yes';",
    },
    {
      breaks: 'a token that has run out still holds',
      file: 'server/src/db/sessions.ts',
      find: "    .where('sessions.token_expires_at', '>', now)\n",
      replace: '',
    },
    {
      breaks: 'a lecture is read whoever owns it',
      file: 'server/src/db/recordings.ts',
      find: ".where('owner_id', '=', ownerId)",
      replace: '',
    },
    {
      breaks: 'a passkey is added without the password',
      file: 'server/src/accounts/passkeys.ts',
      find: "if (!(await isPassword(account.password_hash, password ?? ''))) throw new Problem('sign-in-failed');",
      replace: '',
    },
    {
      breaks: 'a route may be without a rule',
      file: 'server/src/http/access.ts',
      find: 'if (rule === undefined || !Object.hasOwn(ACCESS_RULES, rule))',
      replace: 'if (false)',
    },
  ],
  prove: async (context) => {
    await refusesRouteWithoutRule(context.root);
    context.note('A route without a rule does not start.');
    const product = await startWithAccounts(context);
    try {
      await proveMatrix(product, context);
      await walkAmongHostileText(product, context);
      const seen = nothingSeen();
      await walkWithPasskey(product, seen, context);
      assert.deepEqual(seen.violations, [], 'axe finds nothing on the screens of the account.');
      context.note(
        `A passkey in a real browser: made with the password alone, signs in by itself, is turned away, renamed and removed; axe: ${seen.checks} checks. ${seen.pictures.join(', ')}.`,
      );
    } finally {
      await product.stop();
    }
  },
};

async function proveMatrix(product: AccountProduct, context: LaunchContext): Promise<void> {
  const { note, evidence } = context;
  const document = (await product.client.openapi()) as unknown as OpenApi;
  const routes = routesOf(document);
  for (const { name, access } of routes)
    assert.ok(Object.hasOwn(ACCESS_RULES, access), `${name} has no rule that is known.`);
  const people = { student: await product.invite('student'), operator: await product.invite('operator') };
  const owner = await product.invite('student');
  const stranger = await product.invite('student');
  const ids = await makeIds(owner, product.address, context);
  const before = await owner.client.getLecture({ params: { lectureId: ids.lectureId ?? '' } });

  const cells: Cell[] = [];
  const tell = (route: Route, who: string, answer: Answered, wrong: string | undefined) =>
    cells.push({ route, who, ...answer, ...(wrong ? { wrong } : {}) });
  const nobodys = { ...Object.fromEntries(Object.keys(ids).map((name) => [name, NOBODYS])), start: '0' };
  for (const route of routes) {
    const to = { address: product.address, route, ids: nobodys };
    for (const [who, token] of [
      ['no token', undefined],
      ['a token that nobody was given', `pga_${'x'.repeat(43)}`],
    ] as const) {
      const answer = await ask({ ...to, token });
      tell(route, who, answer, judge(route.access, undefined, answer));
    }
    for (const role of ROLES) {
      const person = role === 'administrator' ? product.administrator : people[role];
      // A token of its own for each: some routes sign out.
      const { token } = await person.again();
      const answer = await ask({ ...to, token });
      tell(route, role, answer, judge(route.access, role, answer));
    }
    const named = namesOf(route).filter((name) => name in ids);
    const rule = ACCESS_RULES[route.access].roles;
    if (named.length > 0 && rule !== 'anybody' && rule.includes('student' as never)) {
      const answer = await ask({ ...to, ids, token: (await stranger.again()).token });
      const refused = answer.status === 404 && answer.code === 'not-found';
      tell(
        route,
        'another student',
        answer,
        refused ? undefined : `must answer not-found, and answered ${answer.status} ${answer.code}`,
      );
    }
    for (const naming of route.names) {
      const answer = await ask({ ...to, ids, naming, token: (await stranger.again()).token });
      const shows = [ids.lectureId ?? '', 'Of one student'].some((mark) => answer.text.includes(mark));
      const good = !shows && (answer.status === 404 || answer.status === 200);
      tell(
        route,
        'another student',
        answer,
        good ? undefined : `must show nothing of it, and answered ${answer.status} ${answer.code}`,
      );
    }
    const unknown = route.params.filter((name) => !(name in ids));
    assert.deepEqual(unknown, [], `This proof does not know how to make the ${unknown} of ${route.path}.`);
  }
  const after = await owner.client.getLecture({ params: { lectureId: ids.lectureId ?? '' } });
  assert.deepEqual(after, before, 'What another student asked for changed nothing.');

  await proveRight(routes, ids, owner, product, tell);
  await proveExpired(routes, nobodys, people.student, product, tell);
  await proveStreams(owner, ids, product);
  note(
    'Live events end when their reader is signed out; a media link of another, a forged one and an old one are refused.',
  );

  const lines = cells.map(({ route, who, status, code, wrong }) =>
    [wrong ? 'WRONG' : 'ok', route.access, route.method, route.path, who, status, code, wrong ?? ''].join(
      '\t',
    ),
  );
  await writeFile(join(evidence, 'matrix.tsv'), `${lines.join('\n')}\n`);
  const wrong = cells.filter((cell) => cell.wrong);
  const columns = new Set(cells.map(({ who }) => who));
  note(
    `${routes.length} routes × ${columns.size} callers: ${cells.length} answers, ${wrong.length} of them wrong (matrix.tsv).`,
  );
  assert.deepEqual(
    wrong.map(({ route, who, wrong }) => `${route.method} ${route.path}, ${who}: ${wrong}`),
    [],
  );
}

/** What a request of the route names, in its path or its body. */
function namesOf({ params, body, form }: Route): string[] {
  const inBody = typeof body === 'object' && body !== null ? Object.keys(body) : [];
  return [...params, ...inBody, ...Object.keys(form ?? {})];
}

/** Real things of one owner, by the names that paths and bodies give them. */
async function makeIds(
  owner: LaunchPerson,
  address: string,
  context: LaunchContext,
): Promise<Record<string, string>> {
  const lecture = await handIn(owner.client, context, {
    file: await captionsFile(context),
    courseName: 'Of one student',
    preset: 'exam',
  });
  assert.equal(lecture.state, 'ready', `The lecture is ${lecture.state}.`);
  const { items } = await (await owner.again()).client.listDevices();
  const { id: uploadId } = await owner.client.createUpload({
    body: {
      id: randomUUID(),
      courseId: lecture.courseId,
      preset: 'exam',
      fileName: 'talk.m4a',
      source: 'file',
    },
  });
  const { share, token } = await owner.client.createShare({ params: { lectureId: lecture.id }, body: {} });
  return {
    lectureId: lecture.id,
    shareId: share.id,
    token,
    courseId: lecture.courseId,
    deviceId: items.find(({ current }) => !current)?.id ?? '',
    accountId: owner.id,
    exporter: 'markdown',
    uploadId,
    passkeyId: await addPasskey(owner, address),
    // For operators, who see what failed and not whose it is.
    letterId: NOBODYS,
    start: '0',
  };
}

/** The owner, with their own things: every reading route gives them, whole. */
async function proveRight(
  routes: Route[],
  ids: Record<string, string>,
  owner: LaunchPerson,
  product: AccountProduct,
  tell: (route: Route, who: string, answer: Answered, wrong: string | undefined) => void,
): Promise<void> {
  const order = ['GET', 'PATCH', 'POST', 'DELETE'];
  const mine = routes
    .filter(({ access }) => access === 'owner' || access === 'account')
    .sort((one, other) => order.indexOf(one.method) - order.indexOf(other.method));
  for (const route of mine.filter(({ method }) => method === 'GET')) {
    const answer = await ask({ address: product.address, route, ids, token: (await owner.again()).token });
    const good = answer.status >= 200 && answer.status < 400;
    tell(
      route,
      'the owner',
      answer,
      good ? undefined : `must be given, and was answered ${answer.status} ${answer.code}`,
    );
  }
  for (const route of mine.filter(({ method }) => method !== 'GET')) {
    if (route.name === 'deleteCourse' || route.name === 'deleteLecture') continue;
    const answer = await ask({ address: product.address, route, ids, token: (await owner.again()).token });
    tell(route, 'the owner', answer, judge(route.access, 'student', answer));
  }
}

/** The very tokens that were good run out by themselves. */
async function proveExpired(
  routes: Route[],
  ids: Record<string, string>,
  person: LaunchPerson,
  product: AccountProduct,
  tell: (route: Route, who: string, answer: Answered, wrong: string | undefined) => void,
): Promise<void> {
  const { token, client } = await person.again();
  await client.listDevices();
  await product.setClock(16 * MINUTE);
  for (const route of routes) {
    const answer = await ask({ address: product.address, route, ids, token });
    tell(route, 'a token that ran out', answer, judge(route.access, undefined, answer));
  }
  await product.setClock(0);
}

async function proveStreams(
  owner: LaunchPerson,
  ids: Record<string, string>,
  product: AccountProduct,
): Promise<void> {
  const params = { lectureId: ids.lectureId ?? '' };
  const reader = await owner.again();
  const { items } = await reader.client.listCourses();
  assert.ok(items.length > 0);
  const { url } = await reader.client.createMediaLink({ params });
  assert.equal(
    (await fetch(`${product.address}${url}`)).status,
    200,
    'A fresh media link works without a token.',
  );
  assert.equal((await fetch(`${product.address}${url.replace('link=', 'link=x')}`)).status, 410);
  await product.setClock(11 * MINUTE);
  assert.equal((await fetch(`${product.address}${url}`)).status, 410, 'A media link runs out.');
  await product.setClock(0);

  // A recording keeps the lecture busy for long enough to see its events end early.
  const leaving = await owner.again();
  await leaving.client.regenerateLecture({ params, body: { preset: 'seminar' } }).catch(() => undefined);
  const response = await fetch(`${product.address}/api/lectures/${params.lectureId}/events`, {
    headers: { authorization: `Bearer ${leaving.token}` },
  });
  assert.equal(response.status, 200);
  const ended = (async () => {
    for await (const _ of response.body ?? []);
  })().catch(() => undefined);
  await leaving.client.signOut();
  const late = new Promise((_, reject) => {
    setTimeout(
      () => reject(new Error('Live events went on after their reader was signed out.')),
      EVENTS_END_MS,
    ).unref();
  });
  await Promise.race([ended, late]);
}
