import { Problem } from '@pegasus/core/problem.ts';
import * as oidc from 'openid-client';
import { z } from 'zod';
import type { Config } from '../config.ts';
import {
  type AccountRow,
  findAccount,
  findAccountByEmail,
  findAccountByIdentity,
  insertAccount,
  insertIdentity,
  updateAccount,
} from '../db/accounts.ts';
import { deleteSessions } from '../db/sessions.ts';
import type { Services } from '../services.ts';
import { originOf } from './addresses.ts';
import { secretsOf } from './secrets.ts';
import { isAllowedDomain } from './sign-up.ts';
import { sign, verify } from './signature.ts';

const PURPOSE = 'single-sign-on';
const PATIENCE_SECONDS = 10;
/** How long somebody may take at the institution, in milliseconds. */
export const WAY_MS = 10 * 60_000;

/** What must be the same when the browser comes back; it carries this itself, signed, in a cookie. */
const Way = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  /** Of the app that began; absent for a browser. */
  challenge: z.string().optional(),
});
type Way = z.infer<typeof Way>;

const Claims = z.object({
  sub: z.string().min(1).max(255),
  email: z.string().trim().toLowerCase().pipe(z.email().max(254)),
  email_verified: z.literal(true),
  name: z.string().trim().min(1).max(200).optional().catch(undefined),
});

export interface SingleSignOn {
  /** Where the browser goes, and what it keeps until it comes back. */
  start(challenge: string | undefined): Promise<{ location: string; way: string }>;
  /** The account of whoever came back. Throws Problem `single-sign-on-failed`, `sign-up-closed`. */
  finish(
    answer: URLSearchParams,
    way: string | undefined,
  ): Promise<{ account: AccountRow; challenge?: string | undefined }>;
}

/** Undefined where no provider is set. The provider is asked for its addresses when it is first needed. */
export function createSingleSignOn(services: Services): SingleSignOn | undefined {
  const { config, now } = services;
  if (!config.oidcIssuer) return undefined;
  const secrets = secretsOf(config);
  const redirectUri = `${originOf(config)}/api/single-sign-on/callback`;
  let known: Promise<oidc.Configuration> | undefined;
  const provider = () => {
    known ??= discover(config).catch((error: unknown) => {
      known = undefined;
      throw new Problem('single-sign-on-failed', undefined, { cause: error });
    });
    return known;
  };
  return {
    start: async (challenge) => {
      const way: Way = {
        state: oidc.randomState(),
        nonce: oidc.randomNonce(),
        verifier: oidc.randomPKCECodeVerifier(),
        ...(challenge ? { challenge } : {}),
      };
      const location = oidc.buildAuthorizationUrl(await provider(), {
        redirect_uri: redirectUri,
        scope: 'openid email profile',
        state: way.state,
        nonce: way.nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(way.verifier),
        code_challenge_method: 'S256',
      });
      const until = new Date(now().getTime() + WAY_MS);
      return { location: location.href, way: sign(secrets, PURPOSE, JSON.stringify(way), until) };
    },
    finish: async (answer, given) => {
      const text = given && verify(secrets, PURPOSE, given, now());
      if (!text) throw new Problem('single-sign-on-failed', 'The way back was not the way there.');
      const way = Way.parse(JSON.parse(text));
      const claims = await redeem(await provider(), new URL(`${redirectUri}?${answer}`), way);
      return { account: await findOrMake(services, config.oidcIssuer, claims), challenge: way.challenge };
    },
  };
}

async function discover({ oidcIssuer, oidcClientId, oidcClientSecret, insecureHttp }: Config) {
  const plain = oidcIssuer.startsWith('http://');
  const loopback = ['localhost', '127.0.0.1', '[::1]'].includes(new URL(oidcIssuer).hostname);
  // The library trusts the connection alone unless it is told to look at the token's signature as well.
  const execute = [oidc.enableNonRepudiationChecks];
  if (plain && (insecureHttp === 'allow' || loopback)) execute.push(oidc.allowInsecureRequests);
  const options = { execute, timeout: PATIENCE_SECONDS };
  return oidc.discovery(new URL(oidcIssuer), oidcClientId, oidcClientSecret, undefined, options);
}

async function redeem(provider: oidc.Configuration, url: URL, way: Way): Promise<z.infer<typeof Claims>> {
  try {
    const tokens = await oidc.authorizationCodeGrant(provider, url, {
      expectedState: way.state,
      expectedNonce: way.nonce,
      pkceCodeVerifier: way.verifier,
      idTokenExpected: true,
    });
    return Claims.parse(tokens.claims());
  } catch (error) {
    throw new Problem('single-sign-on-failed', undefined, { cause: withoutContent(error) });
  }
}

/** What a log may hold of it: the provider's reply can hold names and addresses. */
function withoutContent(error: unknown): Error {
  if (error instanceof z.ZodError) {
    return new Error(
      `The provider gave no good ${error.issues.map(({ path }) => path.join('.')).join(', ')}.`,
    );
  }
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  return new Error(`The provider's answer was refused (${code}).`);
}

/**
 * By the provider's own name of the person first; then by the address, which the provider vouches for. An
 * account of that address which nobody confirmed may have been begun by somebody else, so its password and
 * its devices do not stay.
 */
async function findOrMake(
  { config, database, newId, now }: Services,
  issuer: string,
  { sub, email, name }: z.infer<typeof Claims>,
): Promise<AccountRow> {
  const identity = { issuer, subject: sub };
  return database.kysely.transaction().execute(async (transaction) => {
    const known = await findAccountByIdentity(transaction, identity);
    if (known?.disabled_at) throw new Problem('sign-up-closed');
    if (known) return known;
    const same = await findAccountByEmail(transaction, email);
    if (same?.disabled_at) throw new Problem('sign-up-closed');
    if (!same && (config.signUp === 'closed' || !isAllowedDomain(config.signUpDomains, email)))
      throw new Problem('sign-up-closed');
    const row =
      same ??
      (await insertAccount(transaction, {
        id: newId(),
        name: name ?? email,
        email,
        role: 'student',
        passwordHash: null,
        confirmedAt: now(),
        at: now(),
      }));
    if (!row) throw new Problem('single-sign-on-failed');
    if (!row.confirmed_at) {
      await updateAccount(transaction, row.owner_id, { passwordHash: null, confirmedAt: now() });
      await deleteSessions(transaction, row.owner_id);
    }
    await insertIdentity(transaction, row.owner_id, identity);
    return (await findAccount(transaction, row.owner_id)) ?? row;
  });
}
