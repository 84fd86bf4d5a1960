import { randomUUID } from 'node:crypto';
import type { EndpointName, endpoints } from '@pegasus/core/api.ts';
import type { Client } from '@pegasus/core/client.ts';
import type { accountEndpoints } from '@pegasus/core/endpoints/accounts.ts';
import type { signInEndpoints } from '@pegasus/core/endpoints/sign-in.ts';
import { type AccountServer, PASSWORD } from './test-accounts.ts';
import type { TestServer } from './test-server.ts';

/** How each problem that the table names for an endpoint comes about. A missing or a needless one does not compile. */
export type Ways = {
  [Name in EndpointName]: Record<(typeof endpoints)[Name]['problems'][number], () => Promise<unknown>>;
};
type AccountName = keyof typeof signInEndpoints | keyof typeof accountEndpoints;

const NOBODYS = '6f9619ff-8b86-4d01-b42d-00cf4fc964ff';
const WEAK = 'passwordpassword';
const DEAD_TOKEN = 'pgl_of-a-letter-that-nobody-ever-wrote';

/** The ways of all that has to do with accounts. `server` has none, `accounts` has. */
export function accountWays(
  open: () => { server: TestServer; accounts: AccountServer },
): Pick<Ways, AccountName> {
  const off = () => open().server.client;
  const on = () => open().accounts.client;
  const somebody = { email: 'somebody@example.org', password: PASSWORD };
  const asAdministrator = async () => (await open().accounts.signedIn('administrator')).client;
  const asStudent = async () => (await open().accounts.signedIn()).client;
  const unconfirmed = async () => ({
    email: (await open().accounts.newAccount({ confirmedAt: null })).email,
    password: PASSWORD,
  });
  /** A link of a letter that was just sent. */
  const link = async (send: () => Promise<unknown>) => {
    open().accounts.letters.length = 0;
    await send();
    return open().accounts.lastToken();
  };
  const confirmLink = () =>
    link(() =>
      on().signUp({ body: { email: `${randomUUID()}@example.org`, password: PASSWORD, name: 'Eve' } }),
    );
  const inviteLink = async () => {
    const client = await asAdministrator();
    return link(() => client.inviteAccount({ body: { email: `${randomUUID()}@example.org` } }));
  };
  const resetLink = async () => {
    const { email } = await open().accounts.newAccount();
    return link(() => on().requestReset({ body: { email } }));
  };
  const exchange = (client: Client) =>
    client.exchangeAppCode({ body: { code: DEAD_TOKEN, verifier: 'v'.repeat(43) } });
  const accept = (client: Client, token: string, password = PASSWORD) =>
    client.acceptInvitation({ body: { token, name: 'Eve', password } });

  return {
    getSession: {},
    signIn: {
      'accounts-off': () => off().signIn({ body: somebody }),
      'sign-in-failed': () => on().signIn({ body: somebody }),
      'email-unconfirmed': async () => on().signIn({ body: await unconfirmed() }),
    },
    signOut: {},
    signInApp: {
      'accounts-off': () => off().signInApp({ body: somebody }),
      'sign-in-failed': () => on().signInApp({ body: somebody }),
      'email-unconfirmed': async () => on().signInApp({ body: await unconfirmed() }),
    },
    refreshApp: {
      'accounts-off': () => off().refreshApp({ body: { refreshToken: DEAD_TOKEN } }),
      'session-ended': () => on().refreshApp({ body: { refreshToken: DEAD_TOKEN } }),
    },
    exchangeAppCode: { 'accounts-off': () => exchange(off()), 'link-invalid': () => exchange(on()) },
    startSingleSignOn: {
      'accounts-off': () => off().startSingleSignOn(),
      'not-found': () => on().startSingleSignOn(),
      'single-sign-on-failed': () => open().accounts.withDeadProvider((client) => client.startSingleSignOn()),
    },
    finishSingleSignOn: {
      'accounts-off': () => off().finishSingleSignOn(),
      'not-found': () => on().finishSingleSignOn(),
    },
    signUp: {
      'accounts-off': () => off().signUp({ body: { ...somebody, name: 'Eve' } }),
      'sign-up-closed': async () => {
        const { config } = open().accounts.services;
        config.signUp = 'invited';
        try {
          await on().signUp({ body: { ...somebody, name: 'Eve' } });
        } finally {
          config.signUp = 'open';
        }
      },
      'password-weak': () => on().signUp({ body: { ...somebody, password: WEAK, name: 'Eve' } }),
    },
    confirmEmail: {
      'accounts-off': () => off().confirmEmail({ body: { token: DEAD_TOKEN, password: PASSWORD } }),
      'link-invalid': () => on().confirmEmail({ body: { token: DEAD_TOKEN, password: PASSWORD } }),
      'sign-in-failed': async () =>
        on().confirmEmail({ body: { token: await confirmLink(), password: 'not the right one' } }),
    },
    acceptInvitation: {
      'accounts-off': () => accept(off(), DEAD_TOKEN),
      'link-invalid': () => accept(on(), DEAD_TOKEN),
      'password-weak': async () => accept(on(), await inviteLink(), WEAK),
    },
    requestReset: { 'accounts-off': () => off().requestReset({ body: { email: somebody.email } }) },
    resetPassword: {
      'accounts-off': () => off().resetPassword({ body: { token: DEAD_TOKEN, password: PASSWORD } }),
      'link-invalid': () => on().resetPassword({ body: { token: DEAD_TOKEN, password: PASSWORD } }),
      'password-weak': async () => on().resetPassword({ body: { token: await resetLink(), password: WEAK } }),
    },
    listDevices: {},
    signOutDevice: {
      'not-found': async () => (await asStudent()).signOutDevice({ params: { deviceId: NOBODYS } }),
    },
    changePassword: {
      'accounts-off': () => off().changePassword({ body: { current: PASSWORD, next: PASSWORD } }),
      'sign-in-failed': async () =>
        (await asStudent()).changePassword({ body: { current: 'no', next: PASSWORD } }),
      'password-weak': async () =>
        (await asStudent()).changePassword({ body: { current: PASSWORD, next: WEAK } }),
    },
    listAccounts: { 'accounts-off': () => off().listAccounts() },
    inviteAccount: {
      'accounts-off': () => off().inviteAccount({ body: { email: somebody.email } }),
      'account-exists': async () => {
        const { email } = await open().accounts.newAccount();
        await (await asAdministrator()).inviteAccount({ body: { email } });
      },
    },
    changeAccount: {
      'accounts-off': () => off().changeAccount({ params: { accountId: NOBODYS }, body: {} }),
      'not-found': async () =>
        (await asAdministrator()).changeAccount({ params: { accountId: NOBODYS }, body: {} }),
      'last-administrator': async () => {
        await open()
          .accounts.services.database.kysely.updateTable('accounts')
          .set({ role: 'student' })
          .where('role', '=', 'administrator')
          .execute();
        const { client, account } = await open().accounts.signedIn('administrator');
        await client.changeAccount({ params: { accountId: account.owner_id }, body: { disabled: true } });
      },
    },
    createMediaLink: {
      'not-found': async () => (await asStudent()).createMediaLink({ params: { lectureId: NOBODYS } }),
    },
    getMedia: {
      'link-invalid': () => on().getMedia({ query: { link: 'a.b.c' } }),
      ...mediaWays(open),
    },
  };
}

function mediaWays(open: () => { accounts: AccountServer }) {
  const linked = async () => {
    const { accounts } = open();
    const { client } = await accounts.signedIn();
    const lecture = await accounts.handIn(client);
    const params = { lectureId: lecture.id };
    const { url } = await client.createMediaLink({ params });
    return { accounts, client, params, link: { link: url.split('=').at(-1) ?? '' } };
  };
  return {
    'not-found': async () => {
      const { accounts, client, params, link } = await linked();
      await client.deleteLecture({ params });
      await accounts.client.getMedia({ query: link });
    },
    'range-unsatisfiable': async () => {
      const { accounts, link } = await linked();
      await accounts.client.getMedia({ query: link, headers: { range: 'bytes=9999-' } });
    },
    'object-missing': async () => {
      const { accounts, link } = await linked();
      for (const key of await accounts.stored()) await accounts.services.storage.remove(key);
      await accounts.client.getMedia({ query: link });
    },
  };
}
