import { createHash } from 'node:crypto';
import type { SignInFacts } from '@pegasus/core/account.ts';
import { Problem, toProblem } from '@pegasus/core/problem.ts';
import { makeLink, openLink, useLink } from '../accounts/links.ts';
import { arePasskeysPossible } from '../accounts/passkeys.ts';
import { openAppSession, openWebSession, personOf, refreshAppSession } from '../accounts/sessions.ts';
import { checkCredentials } from '../accounts/sign-in.ts';
import * as signUps from '../accounts/sign-up.ts';
import { createSingleSignOn, WAY_MS } from '../accounts/single-sign-on.ts';
import { isSame } from '../accounts/token.ts';
import type { AccountRow } from '../db/accounts.ts';
import { deleteSession } from '../db/sessions.ts';
import type { Services } from '../services.ts';
import type { Handler, Handlers } from './handler.ts';
import type { Visitor } from './visitor.ts';

const WAY_COOKIE = 'pegasus-way';
/** The address at which an app takes the code that single sign-on came back with. */
const APP_ADDRESS = 'pegasus://signed-in';

export const getSession: Handler<'getSession'> = async ({ services, person }) => factsOf(services, person);

export const signIn: Handler<'signIn'> = async ({ services, body, visitor }) => {
  await requireAccounts(services, visitor, body.email);
  return letIn(services, visitor, await checkCredentials(services, body));
};

export const signOut: Handler<'signOut'> = async ({ services, ownerId, visitor }) => {
  if (visitor.sessionId) await deleteSession(services.database.kysely, ownerId, visitor.sessionId);
  visitor.letOut();
  return undefined;
};

export const signInApp: Handler<'signInApp'> = async ({ services, body, visitor }) => {
  await requireAccounts(services, visitor, body.email);
  const account = await checkCredentials(services, body);
  return openAppSession(services, account, body.device || visitor.device);
};

export const refreshApp: Handler<'refreshApp'> = async ({ services, body, visitor }) => {
  await requireAccounts(services, visitor);
  return refreshAppSession(services, body.refreshToken);
};

export const exchangeAppCode: Handler<'exchangeAppCode'> = async ({ services, body, visitor }) => {
  await requireAccounts(services, visitor);
  const { kysely } = services.database;
  const { account, challenge } = await openLink(services, kysely, 'app', body.code);
  const shown = createHash('sha256').update(body.verifier).digest('base64url');
  if (!challenge || !isSame(challenge, shown)) throw new Problem('link-invalid');
  await useLink(kysely, body.code);
  return openAppSession(services, account, body.device || visitor.device);
};

export const signUp: Handler<'signUp'> = async ({ services, body, visitor }) => {
  await requireAccounts(services, visitor, body.email);
  await signUps.signUp(services, body);
  return { mail: 'sent' };
};

export const confirmEmail: Handler<'confirmEmail'> = async ({ services, body, visitor }) => {
  await requireAccounts(services, visitor, body.token);
  return letIn(services, visitor, await signUps.confirmEmail(services, body));
};

export const acceptInvitation: Handler<'acceptInvitation'> = async ({ services, body, visitor }) => {
  await requireAccounts(services, visitor);
  return letIn(services, visitor, await signUps.acceptInvitation(services, body));
};

export const requestReset: Handler<'requestReset'> = async ({ services, body, visitor }) => {
  await requireAccounts(services, visitor, body.email);
  // After the answer: its time must not tell whether there is an account.
  signUps.requestReset(services, body.email).catch((error: unknown) => {
    services.log.error({ code: toProblem(error).code, err: error }, 'a reset could not be prepared');
  });
  return { mail: 'sent' };
};

export const resetPassword: Handler<'resetPassword'> = async ({ services, body, visitor }) => {
  await requireAccounts(services, visitor);
  await signUps.resetPassword(services, body);
  visitor.letOut();
  return undefined;
};

/** The two ends of single sign-on. What goes wrong on the way is told on the sign-in screen. */
export function createSingleSignOnHandlers(
  services: Services,
): Pick<Handlers, 'startSingleSignOn' | 'finishSingleSignOn'> {
  const singleSignOn = createSingleSignOn(services);
  const available = async (visitor: Visitor) => {
    await requireAccounts(services, visitor);
    if (!singleSignOn) throw new Problem('not-found', 'There is no single sign-on here.');
    return singleSignOn;
  };
  return {
    startSingleSignOn: async ({ query, visitor }) => {
      const { location, way } = await (await available(visitor)).start(query.challenge);
      visitor.keep(WAY_COOKIE, way, WAY_MS / 1000);
      return { location };
    },
    finishSingleSignOn: async ({ query, visitor }) => {
      const way = visitor.kept(WAY_COOKIE);
      visitor.keep(WAY_COOKIE, '', 0);
      const provider = await available(visitor);
      try {
        const given = Object.entries(query).filter(
          (entry): entry is [string, string] => entry[1] !== undefined,
        );
        const { account, challenge } = await provider.finish(new URLSearchParams(given), way);
        if (challenge) {
          const { token } = await makeLink(
            services,
            services.database.kysely,
            'app',
            account.owner_id,
            challenge,
          );
          return { location: `${APP_ADDRESS}?code=${token}` };
        }
        visitor.letIn(await openWebSession(services, account.owner_id, visitor.device));
        return { location: '/' };
      } catch (error) {
        const problem = toProblem(error);
        services.log.warn({ code: problem.code, err: problem.cause ?? problem }, 'single sign-on failed');
        return { location: `/sign-in?problem=${problem.code}` };
      }
    },
  };
}

/** Counts a try, for the address of the mail and for the network. Throws Problem `accounts-off`. */
async function requireAccounts(
  { config, limits }: Services,
  { network }: Visitor,
  user?: string,
): Promise<void> {
  if (config.accounts === 'off') throw new Problem('accounts-off');
  await limits.take('sign-in', { user, address: network });
}

/** Signs a browser in as somebody who showed that it is them. */
export async function letIn(services: Services, visitor: Visitor, account: AccountRow): Promise<SignInFacts> {
  visitor.letIn(await openWebSession(services, account.owner_id, visitor.device));
  return factsOf(services, personOf(account));
}

function factsOf({ config, mail }: Services, person: SignInFacts['person']): SignInFacts {
  return {
    accounts: config.accounts,
    signUp: config.signUp,
    ...(config.oidcIssuer ? { singleSignOn: config.oidcName } : {}),
    passkeys: arePasskeysPossible(config),
    mail: mail.configured,
    ...(person ? { person } : {}),
  };
}
