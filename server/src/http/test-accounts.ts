import { randomUUID } from 'node:crypto';
import type { Role } from '@pegasus/core/account.ts';
import { type Client, createClient } from '@pegasus/core/client.ts';
import { hashPassword } from '../accounts/password.ts';
import { openAppSession } from '../accounts/sessions.ts';
import type { Config } from '../config.ts';
import { type AccountRow, insertAccount } from '../db/accounts.ts';
import type { Letter } from '../mail.ts';
import type { Services } from '../services.ts';
import { CAPTIONS, openTestServer } from './test-server.ts';

export const PASSWORD = 'four words nobody puts together';
/** Hashed once: the cost of it is the point, but not in every test. */
const passwordHash = hashPassword(PASSWORD);

/** Somebody with an account and an app that is signed in. */
export interface SignedIn {
  account: AccountRow;
  token: string;
  refreshToken: string;
  client: Client;
}

const GENEROUS = { signInsPerQuarter: 10_000, readsPerMinute: 100_000, writesPerMinute: 100_000 };
const SETTINGS: Partial<Config> = {
  accounts: 'on',
  secret: 'a secret of the tests that is long enough',
  metricsToken: 'metrics-metrics-metrics-metrics-metrics',
  signUp: 'open',
  ...GENEROUS,
};

/** A server with accounts, whose letters are kept instead of sent. */
export async function openAccountServer(
  config: Partial<Config> = {},
  brought: Partial<Omit<Services, 'config'>> & { bodyTime?: number } = {},
) {
  const letters: Letter[] = [];
  const mail = {
    configured: true,
    send: async (letter: Letter) => void letters.push(letter),
    close: () => {},
  };
  const server = await openTestServer({ mail, ...brought, config: { ...SETTINGS, ...config } });
  const { services, baseUrl } = server;

  const newAccount = async (over: Partial<Parameters<typeof insertAccount>[1]> = {}): Promise<AccountRow> => {
    const id = randomUUID();
    const account = await insertAccount(services.database.kysely, {
      id,
      name: 'Ada',
      email: `${id}@example.org`,
      role: 'student',
      passwordHash: await passwordHash,
      confirmedAt: new Date(),
      at: new Date(),
      ...over,
    });
    if (!account) throw new Error('There is an account of this address already.');
    return account;
  };
  const clientOf = (token: string) =>
    createClient({
      baseUrl,
      headers: () => ({ authorization: `Bearer ${token}` }),
      follow: { firstPause: 1, longestPause: 5, tries: 2 },
    });
  const signedIn = async (role: Role = 'student'): Promise<SignedIn> => {
    const account = await newAccount({ role });
    const { accessToken: token, refreshToken } = await openAppSession(services, account, 'Test app');
    return { account, token, refreshToken, client: clientOf(token) };
  };
  const handIn = async (client: Client) => {
    const course = await client.createCourse({ body: { name: randomUUID() } });
    return client.createLecture({
      form: { courseId: course.id, preset: 'exam' },
      file: { name: 'talk.vtt', content: new Blob([CAPTIONS]) },
    });
  };
  /** The token of the newest letter's link. */
  const lastToken = async (): Promise<string> => {
    for (let look = 0; look < 100 && letters.length === 0; look++)
      await new Promise((done) => setTimeout(done, 20));
    return /#(pgl_\S+)/.exec(letters.at(-1)?.text ?? '')?.[1] ?? '';
  };
  return {
    ...server,
    letters,
    lastToken,
    newAccount,
    clientOf,
    signedIn,
    handIn,
    leaveAsLast: async () => {
      const { kysely } = services.database;
      await kysely
        .updateTable('accounts')
        .set({ role: 'student' })
        .where('role', '=', 'administrator')
        .execute();
      const { client } = await signedIn('administrator');
      await client.deleteAccount({ body: { password: PASSWORD } });
    },
    /** A client of a server whose institution does not answer. */
    withDeadProvider: async (work: (client: Client) => Promise<unknown>) => {
      const issuer = { oidcIssuer: 'http://127.0.0.1:9', oidcClientId: 'id', oidcClientSecret: 'secret' };
      const other = await openTestServer({ config: { ...SETTINGS, ...issuer } });
      try {
        await work(other.client);
      } finally {
        await other.close();
      }
    },
    /** Hands one in, and another when the first has used up what the setting allows. */
    handInBeyond: async (
      setting: 'quotaParallel' | 'quotaMonthlyHours' | 'quotaGigabytes',
      again: (client: Client) => Promise<unknown> = handIn,
    ) => {
      const { client } = await signedIn();
      const { id, ownerId } = {
        ...(await handIn(client)),
        ownerId: (await client.getSession()).person?.id ?? '',
      };
      const row = { lecture_id: id, owner_id: ownerId, seconds: 3600, data: '{}' };
      await services.database.kysely.insertInto('ingested').values(row).execute();
      const before = services.config[setting];
      services.config[setting] = { quotaParallel: 1, quotaMonthlyHours: 1, quotaGigabytes: 1e-9 }[setting];
      try {
        await again(client);
      } finally {
        services.config[setting] = before;
      }
    },
  };
}

export type AccountServer = Awaited<ReturnType<typeof openAccountServer>>;
