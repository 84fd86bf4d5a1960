import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createClient } from '@pegasus/core/client.ts';
import pg from 'pg';
import { startPostgres } from '../../fixtures/servers/postgres.ts';
import { rotateBackupKey } from './access/backup-key-rotation.ts';
import { PASSWORD } from './access/people.ts';
import { type Api, startApi, startWorker } from './access/processes.ts';
import {
  type RotatedProviders,
  signInElsewhere,
  startRotatedProviders,
  untilAsked,
} from './access/rotated-providers.ts';
import { captionsFile } from './captions.ts';
import { runCommand } from './command.ts';
import type { LaunchContext, LaunchItem } from './define.ts';
import { type MailSink, openMailSink } from './mail-sink.ts';

const REHEARSED = [
  'PEGASUS_SECRET',
  'PEGASUS_METRICS_TOKEN',
  'PEGASUS_DATABASE_URL',
  'PEGASUS_SMTP_URL',
  'PEGASUS_OIDC_CLIENT_SECRET',
  'PEGASUS_LANGUAGE_KEY',
  'PEGASUS_STORAGE_ACCESS_KEY',
  'PEGASUS_STORAGE_SECRET_KEY',
  'PEGASUS_BACKUP_KEY',
];
const EMAIL = 'administrator@example.org';
const [OLD, NEW] = ['old-'.repeat(10), 'new-'.repeat(10)];

export const secretsRotation: LaunchItem = {
  id: '6.1',
  title: 'Secrets guidance per deploy target',
  endpoint:
    'docs/security/secrets.md, generated from server/src/secret-facts.ts; PEGASUS_…_FILE, PEGASUS_…_PREVIOUS',
  minutes: 10,
  sabotages: [
    {
      breaks: 'the secret before is not accepted any more',
      file: 'server/src/accounts/secrets.ts',
      find: '...(previousSecret ? [previousSecret] : [])',
      replace: '...(previousSecret ? [] : [])',
    },
    {
      breaks: 'the token before is not accepted any more',
      file: 'server/src/http/access.ts',
      find: '[config.metricsToken, config.previousMetricsToken]',
      replace: '[config.metricsToken]',
    },
  ],
  prove: async (context) => {
    await proveTable(context);
    const postgres = await startPostgres();
    const mail = await openMailSink(OLD);
    const providers = await startRotatedProviders(OLD);
    try {
      await rehearse(context, await postgres.createDatabase('pegasus'), mail, providers);
    } finally {
      await providers.close();
      await mail.close();
      await postgres.stop();
    }
  },
};

/** Every setting that the product masks has its row, and each target its own. */
async function proveTable(context: LaunchContext): Promise<void> {
  const { result } = await runCommand(context, ['config']);
  const secrets = Object.entries(result as Record<string, string>)
    .filter(([, value]) => value === '(not set)' || value === '(set)')
    .map(([name]) => name);
  const page = await readFile(join(context.root, 'docs/security/secrets.md'), 'utf8');
  for (const name of [...secrets, 'local', 'compose', 'Kubernetes', 'managed'])
    assert.match(page, new RegExp(`^\\| \`?${name}\`? \\|`, 'm'), `The page has no row for ${name}.`);
  const left = secrets.filter((name) => !REHEARSED.includes(name) && !name.endsWith('_PREVIOUS'));
  context.note(
    `${secrets.length} secrets have a row each. Not rehearsed here, for they are rotated at a provider: ${left.join(', ')}.`,
  );
}

/** Rolls two processes through the steps of the page, while requests go on without a pause. */
async function rehearse(
  context: LaunchContext,
  database: string,
  mail: MailSink,
  providers: RotatedProviders,
): Promise<void> {
  const { note, scratch, signal } = context;
  const owner = new pg.Client({ connectionString: database });
  await owner.connect();
  for (const role of ['app_one', 'app_two']) {
    await owner.query(`create role ${role} login in role pegasus; alter role ${role} set role pegasus`);
  }
  const files = { secret: join(scratch, 'secret'), previous: join(scratch, 'previous') };
  const { store, identity, language } = providers;
  const bucket = await store.createBucket('pegasus');
  const newKeys = store.addKeys();
  const step = async (now: string, before: string, role: string, password: string) => {
    const keys = password === NEW ? newKeys : store;
    await writeFile(files.secret, now);
    await writeFile(files.previous, before);
    return {
      PEGASUS_ACCOUNTS: 'on',
      PEGASUS_APP: 'off',
      PEGASUS_LIMIT_READS: '1000000',
      PEGASUS_LIMIT_WRITES: '1000000',
      PEGASUS_SECRET_FILE: files.secret,
      PEGASUS_SECRET_PREVIOUS_FILE: files.previous,
      PEGASUS_METRICS_TOKEN: now,
      PEGASUS_METRICS_TOKEN_PREVIOUS: before,
      PEGASUS_DATABASE_URL: database.replace(/\/\/[^@]+@/, `//${role}@`),
      PEGASUS_SMTP_URL: `smtp://pegasus:${password}@127.0.0.1:${mail.port}`,
      PEGASUS_MAIL_FROM: 'pegasus@example.org',
      PEGASUS_LIMIT_SIGN_INS: '10000',
      PEGASUS_OIDC_ISSUER: identity.issuer,
      PEGASUS_OIDC_CLIENT_ID: identity.clientId,
      PEGASUS_OIDC_CLIENT_SECRET: password,
      PEGASUS_STORAGE_URL: bucket,
      PEGASUS_STORAGE_ACCESS_KEY: keys.accessKey,
      PEGASUS_STORAGE_SECRET_KEY: keys.secretKey,
      PEGASUS_LANGUAGE: 'openai-compatible',
      PEGASUS_LANGUAGE_URL: language.url,
      PEGASUS_LANGUAGE_MODEL: 'none',
      PEGASUS_LANGUAGE_KEY: password,
      PEGASUS_LANGUAGE_FALLBACK: 'extractive',
    };
  };
  const running: Api[] = [];
  try {
    const before = await step(OLD, '', 'app_one', OLD);
    const invited = await runCommand(
      context,
      ['account', 'invite', EMAIL, '--role', 'administrator'],
      before,
    );
    for (let count = 0; count < 2; count++) running.push(await startApi(context, before, `begin-${count}`));
    const { token, lectureId } = await signIn(context, running[0]?.address ?? '', invited.result);
    identity.person = { sub: 'ada', email: EMAIL, email_verified: true };
    let worker = await startWorker(context, before, 'begin-worker');
    await untilAsked(language, OLD);

    const probe = startProbe(running, { token, lectureId });
    mail.accepted.add(NEW);
    identity.secrets.add(NEW);
    language.accepted.add(NEW);
    const steps = [
      ['accept', await step(OLD, NEW, 'app_two', NEW)],
      ['use', await step(NEW, OLD, 'app_two', NEW)],
      ['forget', await step(NEW, '', 'app_two', NEW)],
    ] as const;
    for (const [name, settings] of steps) {
      // The files are those of the step when its processes start.
      await writeFile(files.secret, settings.PEGASUS_METRICS_TOKEN);
      await writeFile(files.previous, settings.PEGASUS_METRICS_TOKEN_PREVIOUS);
      for (let place = 0; place < 2; place++) {
        const next = await startApi(context, settings, `${name}-${place}`);
        const [gone] = running.splice(place, 1, next);
        await gone?.stop();
      }
      const next = await startWorker(context, settings, `${name}-worker`);
      await worker.stop();
      worker = next;
    }
    const { asked, failures } = await probe.stop();
    assert.deepEqual(failures, [], 'No request may fail while secrets are rotated.');
    note(
      `${asked} requests (sign-in token, single sign-on, media links of either process out of the store, figures) in three rolls of two processes and a worker: none failed.`,
    );

    store.removeKeys(store.accessKey);
    identity.secrets.delete(OLD);
    language.accepted.delete(OLD);
    language.given.length = 0;
    await proveRevoked(running, owner, mail, database, { token, lectureId });
    await provePassedOn(running, providers, { token, lectureId });
    await worker.stop();
    await rotateBackupKey(context, steps[2][1]);
    note(
      'Then the old secret, token, database role, mail password, client secret, store and language keys were revoked: each is refused, and the product goes on.',
    );
    note(`Rehearsed: ${REHEARSED.join(', ')}.`);
    signal.throwIfAborted();
  } finally {
    for (const api of running) await api.stop();
    await owner.end();
  }
}

async function signIn(context: LaunchContext, address: string, invited: unknown) {
  const anybody = createClient({ baseUrl: address });
  const invitation = String((invited as { link?: string }).link).split('#')[1] ?? '';
  await anybody.acceptInvitation({ body: { token: invitation, name: 'Ada', password: PASSWORD } });
  const { accessToken: token } = await anybody.signInApp({ body: { email: EMAIL, password: PASSWORD } });
  const client = createClient({ baseUrl: address, headers: () => ({ authorization: `Bearer ${token}` }) });
  const course = await client.createCourse({ body: { name: 'Rotation' } });
  const content = new Blob([await readFile(await captionsFile(context))]);
  const form = { courseId: course.id, preset: 'exam' };
  const { id: lectureId } = await client.createLecture({ form, file: { name: 'lecture.vtt', content } });
  return { token, lectureId };
}

interface Probed {
  token: string;
  lectureId: string;
}

const statusOf = async (url: string, bearer?: string): Promise<number> => {
  const headers = { connection: 'close', ...(bearer ? { authorization: `Bearer ${bearer}` } : {}) };
  const response = await fetch(url, { headers });
  await response.arrayBuffer();
  return response.status;
};

async function mediaLink(address: string, { token, lectureId }: Probed): Promise<string> {
  const headers = () => ({ authorization: `Bearer ${token}`, connection: 'close' });
  const client = createClient({ baseUrl: address, headers });
  return (await client.createMediaLink({ params: { lectureId } })).url;
}

/** Asks the processes that run, in turn: a link of one must work at the other. */
function startProbe(running: Api[], probed: Probed) {
  let going = true;
  let asked = 0;
  const failures: string[] = [];
  const turn = async () => {
    const [one, other] = [...running];
    if (!one || !other) return;
    const link = await mediaLink(one.address, probed);
    const statuses = await Promise.all([
      statusOf(`${other.address}${link}`),
      statusOf(`${one.address}${link}`),
      statusOf(`${other.address}/api/courses`, probed.token),
    ]);
    const end = await signInElsewhere(one.address, other.address);
    if (end !== '/') failures.push(`Single sign-on ended at ${end}.`);
    const scrapes = await Promise.all([OLD, NEW].map((token) => statusOf(`${one.address}/metrics`, token)));
    asked += statuses.length + scrapes.length + 3;
    if (statuses.some((status) => status !== 200)) failures.push(`Answered ${statuses}.`);
    // Prometheus changes over in the middle: one of the two always has to hold.
    if (!scrapes.includes(200)) failures.push(`The figures answered ${scrapes}.`);
  };
  const loop = (async () => {
    while (going) {
      const before = [...running];
      await turn().catch((error: unknown) => {
        // A process that was rolled away in this very turn is not asked any more by a balancer that drains it.
        if (before.every((api) => running.includes(api))) failures.push(String(error));
      });
      await new Promise((done) => setTimeout(done, 50));
    }
  })();
  return {
    stop: async () => {
      going = false;
      await loop;
      return { asked, failures: failures.slice(0, 10) };
    },
  };
}

async function proveRevoked(
  running: Api[],
  owner: pg.Client,
  mail: MailSink,
  database: string,
  probed: Probed,
) {
  const [one, other] = running;
  assert.ok(one && other);
  assert.equal(await statusOf(`${one.address}/metrics`, OLD), 401, 'The old token opens nothing.');
  assert.equal(await statusOf(`${one.address}/metrics`, NEW), 200);
  await owner.query('alter role app_one nologin');
  const old = new pg.Client({ connectionString: database.replace(/\/\/[^@]+@/, '//app_one@') });
  await assert.rejects(old.connect(), /not permitted to log in/);
  mail.accepted.delete(OLD);
  mail.letters.length = 0;
  await createClient({ baseUrl: one.address }).requestReset({ body: { email: EMAIL } });
  for (let look = 0; look < 100 && mail.letters.length === 0; look++)
    await new Promise((done) => setTimeout(done, 100));
  assert.deepEqual(mail.letters, [NEW], 'The letter comes with the new password.');
  assert.equal(await statusOf(`${other.address}${await mediaLink(one.address, probed)}`), 200);
}

/** With the old ones gone, the store is read and written, the institution lets in, and lectures are worked on. */
async function provePassedOn(running: Api[], { language, identity }: RotatedProviders, probed: Probed) {
  const [one, other] = running;
  assert.ok(one && other);
  assert.equal(identity.redeemed.at(-1), NEW, 'The institution is asked with the new secret.');
  assert.equal(await signInElsewhere(one.address, other.address), '/');
  const headers = () => ({ authorization: `Bearer ${probed.token}` });
  const client = createClient({ baseUrl: one.address, headers });
  await client.regenerateLecture({ params: { lectureId: probed.lectureId }, body: { preset: 'seminar' } });
  await untilAsked(language, NEW);
  assert.ok(!language.given.includes(OLD), 'Nobody asks with the old key any more.');
}
