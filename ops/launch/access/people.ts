import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import type { Role } from '@pegasus/core/account.ts';
import { type Client, createClient } from '@pegasus/core/client.ts';
import type { LaunchContext } from '../define.ts';
import { type Product, startProduct } from '../product.ts';

export const PASSWORD = 'nine grey ships under paper';

/** Somebody with an account. */
export interface LaunchPerson {
  email: string;
  role: Role;
  id: string;
  token: string;
  client: Client;
  /** A further app that is signed in, with a token of its own. */
  again(): Promise<LaunchPerson>;
}

export interface AccountProduct extends Product {
  administrator: LaunchPerson;
  invite(role: Role): Promise<LaunchPerson>;
  clientOf(token: string): Client;
  /** Puts the product's clock forward by so many milliseconds. */
  setClock(milliseconds: number): Promise<void>;
}

/**
 * The real product with accounts on, as somebody sets it up: the first administrator is invited on the command
 * line and invites the others over HTTP.
 */
export async function startWithAccounts(
  context: LaunchContext,
  settings: Record<string, string> = {},
): Promise<AccountProduct> {
  const { root, scratch } = context;
  const clock = join(scratch, 'clock');
  const setClock = async (milliseconds: number) => {
    await writeFile(clock, String(milliseconds));
    await new Promise((done) => setTimeout(done, 150));
  };
  await setClock(0);
  const environment = {
    PEGASUS_ACCOUNTS: 'on',
    PEGASUS_SECRET: 'a secret of this proof that is long enough',
    PEGASUS_METRICS_TOKEN: 'a token of this proof that is long enough',
    PEGASUS_LIMIT_SIGN_INS: '10000',
    PEGASUS_LIMIT_READS: '100000',
    PEGASUS_LIMIT_WRITES: '100000',
    PEGASUS_LIMIT_UPLOADS: '10000',
    CLOCK_FILE: clock,
    NODE_OPTIONS: `--import=${pathToFileURL(join(root, 'ops/launch/access/clock.mjs'))}`,
    ...settings,
  };
  const email = 'administrator@example.org';
  const link = await inviteByCommand(context, email, environment);
  const product = await startProduct(context, environment);
  const clientOf = (token: string) =>
    createClient({
      baseUrl: product.address,
      headers: () => ({ authorization: `Bearer ${token}` }),
      follow: { firstPause: 10, longestPause: 100, tries: 1 },
    });
  const take = async (address: string, invitation: string): Promise<LaunchPerson> => {
    const token = invitation.split('#')[1] ?? '';
    await product.client.acceptInvitation({ body: { token, name: 'Somebody', password: PASSWORD } });
    return signIn(address);
  };
  const signIn = async (address: string): Promise<LaunchPerson> => {
    const body = { email: address, password: PASSWORD };
    const { accessToken: token, person } = await product.client.signInApp({ body });
    const { role, id } = person;
    return { email: address, role, id, token, client: clientOf(token), again: () => signIn(address) };
  };
  let count = 0;
  const administrator = await take(email, link);
  return {
    ...product,
    administrator,
    clientOf,
    setClock,
    invite: async (role) => {
      const address = `${role}-${++count}@example.org`;
      const again = await administrator.again();
      const invitation = await again.client.inviteAccount({ body: { email: address, role } });
      return take(address, invitation.link ?? '');
    },
  };
}

async function inviteByCommand(
  { root, scratch }: LaunchContext,
  email: string,
  environment: Record<string, string>,
): Promise<string> {
  const words = [
    join(root, 'server/bin/pegasus.mjs'),
    'account',
    'invite',
    email,
    '--role',
    'administrator',
    '--json',
  ];
  const env = { PATH: process.env.PATH ?? '', PEGASUS_DATA: join(scratch, 'data'), ...environment };
  const { stdout } = await promisify(execFile)(process.execPath, words, { cwd: root, env });
  return (JSON.parse(stdout) as { link: string }).link;
}
