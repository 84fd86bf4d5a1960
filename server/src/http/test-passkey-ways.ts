import { randomUUID } from 'node:crypto';
import type { Client } from '@pegasus/core/client.ts';
import type { passkeyEndpoints } from '@pegasus/core/endpoints/passkeys.ts';
import { insertPasskey } from '../db/passkeys.ts';
import type { Ways } from './test-account-ways.ts';
import { type AccountServer, PASSWORD, type SignedIn } from './test-accounts.ts';
import type { TestServer } from './test-server.ts';

const passkeyId = '6f9619ff-8b86-4d01-b42d-00cf4fc964ff';
const made = {
  id: 'eA',
  rawId: 'eA',
  type: 'public-key' as const,
  response: { clientDataJSON: 'e30', attestationObject: 'oA' },
};
const signed = {
  ...made,
  response: { clientDataJSON: 'e30', authenticatorData: 'AA', signature: 'AA' },
};

/** The ways of passkeys. `server` has no accounts, `accounts` has. */
export function passkeyWays(
  open: () => { server: TestServer; accounts: AccountServer },
): Pick<Ways, keyof typeof passkeyEndpoints> {
  const somebody = (): Promise<SignedIn> => open().accounts.signedIn();
  /** A server that browsers know by an address and no name. */
  const withoutName = async (work: (client: Client) => Promise<unknown>) => {
    const { accounts } = open();
    const { client } = await accounts.signedIn();
    accounts.services.config.publicUrl = accounts.baseUrl;
    try {
      await work(client);
    } finally {
      accounts.services.config.publicUrl = '';
    }
  };
  const start = (client: Client, password = PASSWORD) => client.startPasskey({ body: { password } });
  const add = (client: Client) => client.addPasskey({ body: { name: 'Key', made } });
  const use = (client: Client) => client.signInWithPasskey({ body: signed });
  const many = async () => {
    const { client, account } = await somebody();
    const { kysely } = open().accounts.services.database;
    for (let count = 0; count < 20; count++)
      await insertPasskey(kysely, {
        id: randomUUID(),
        ownerId: account.owner_id,
        credentialId: randomUUID(),
        publicKey: 'oA',
        uses: 0,
        transports: [],
        name: 'Key',
        copied: false,
        at: new Date(),
      });
    await start(client);
  };
  const off = () => open().server.client;
  return {
    startPasskeySignIn: {
      'accounts-off': () => off().startPasskeySignIn(),
      'not-found': () => withoutName((client) => client.startPasskeySignIn()),
    },
    signInWithPasskey: {
      'accounts-off': () => use(off()),
      'not-found': () => withoutName(use),
      'passkey-refused': () => use(open().accounts.client),
    },
    listPasskeys: {},
    startPasskey: {
      'accounts-off': () => start(off()),
      'not-found': () => withoutName(start),
      'sign-in-failed': async () => start((await somebody()).client, 'not the right one'),
      'passkey-refused': many,
    },
    addPasskey: {
      'accounts-off': () => add(off()),
      'not-found': () => withoutName(add),
      'passkey-refused': async () => add((await somebody()).client),
    },
    renamePasskey: {
      'not-found': async () =>
        (await somebody()).client.renamePasskey({ params: { passkeyId }, body: { name: 'Key' } }),
    },
    removePasskey: {
      'not-found': async () => (await somebody()).client.removePasskey({ params: { passkeyId } }),
    },
  };
}
