import { createHash } from 'node:crypto';
import { isIP } from 'node:net';
import type {
  MadePasskey,
  Passkey,
  PasskeyCreation,
  PasskeyRequest,
  SignedChallenge,
} from '@pegasus/core/passkey.ts';
import { Problem } from '@pegasus/core/problem.ts';
import * as webauthn from '@simplewebauthn/server';
import type { z } from 'zod';
import type { Config } from '../config.ts';
import { type AccountRow, findAccount } from '../db/accounts.ts';
import {
  findPasskey,
  insertPasskey,
  listPasskeys,
  noteUse,
  spendChallenge,
  toPasskey,
} from '../db/passkeys.ts';
import type { Services } from '../services.ts';
import { originOf } from './addresses.ts';
import { passkeyLetter } from './letters.ts';
import { isPassword } from './password.ts';
import { post } from './post.ts';
import { secretsOf } from './secrets.ts';
import { sign, verify } from './signature.ts';

/** How long somebody may look for their key, in milliseconds. */
export const CHALLENGE_MS = 5 * 60_000;
/** Whoever has no password shows that it is them by having signed in so lately. */
const FRESH_MS = 10 * 60_000;
const MOST = 20;
/** EdDSA, ES256 and RS256: between them every authenticator that is sold. */
const ALGORITHMS = [-8, -7, -257];
const [SIGN_IN, ADD] = ['passkey-sign-in', 'passkey-add'];

/**
 * Whether browsers have passkeys for the address of this server: they bind them to a name, and to a page that
 * nobody could have changed on its way.
 */
export function arePasskeysPossible(config: Config): boolean {
  const { protocol, hostname } = new URL(originOf(config));
  if (config.accounts === 'off' || isIP(hostname.replace(/^\[|\]$/g, '')) !== 0) return false;
  return protocol === 'https:' || hostname === 'localhost';
}

function requirePossible(config: Config): string {
  if (!arePasskeysPossible(config))
    throw new Problem('not-found', 'There are no passkeys under the address of this server.');
  return new URL(originOf(config)).hostname;
}

/** What the browser keeps until it answers: the challenge, signed by us, for one purpose. */
export interface Asked<Options> {
  options: Options;
  kept: string;
}

/** Throws Problem `not-found`. */
export async function startSignIn({ config, now }: Services): Promise<Asked<PasskeyRequest>> {
  const { challenge, timeout } = await webauthn.generateAuthenticationOptions({
    rpID: requirePossible(config),
    timeout: CHALLENGE_MS,
  });
  const options: PasskeyRequest = {
    challenge,
    rpId: requirePossible(config),
    timeout: timeout ?? CHALLENGE_MS,
    userVerification: 'required',
  };
  return { options, kept: keep(config, now(), SIGN_IN, challenge) };
}

/**
 * The account of whoever signed the challenge. That there is no such passkey, that it did not sign this, and
 * that its account is disabled are one answer. Throws Problem `not-found`, `passkey-refused`.
 */
export async function finishSignIn(
  services: Services,
  signed: z.infer<typeof SignedChallenge>,
  { kept, origin }: { kept: string | undefined; origin: string },
): Promise<AccountRow> {
  const { config, database, now } = services;
  const rpId = requirePossible(config);
  const challenge = recall(config, now(), SIGN_IN, kept);
  const passkey = await findPasskey(database.kysely, signed.id);
  const account = passkey && (await findAccount(database.kysely, passkey.owner_id));
  if (!passkey || !account?.confirmed_at || account.disabled_at) throw new Problem('passkey-refused');
  // A key that was found without an address names its owner itself (Web Authentication Level 3, 7.2).
  if (signed.response.userHandle !== handleOf(account.owner_id)) throw new Problem('passkey-refused');
  const { newCounter, credentialBackedUp } = await refusing(services, async () => {
    const { verified, authenticationInfo } = await webauthn.verifyAuthenticationResponse({
      response: {
        ...signed,
        response: { ...signed.response, userHandle: handleOf(account.owner_id) },
        clientExtensionResults: {},
      },
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: rpId,
      requireUserVerification: true,
      credential: {
        id: passkey.credential_id,
        publicKey: new Uint8Array(Buffer.from(passkey.public_key, 'base64url')),
        counter: Number(passkey.uses),
      },
    });
    return verified ? authenticationInfo : undefined;
  });
  await database.kysely.transaction().execute(async (transaction) => {
    await spend(services, transaction, challenge, account.owner_id);
    await noteUse(transaction, passkey.id, { uses: newCounter, copied: credentialBackedUp, at: now() });
  });
  return account;
}

/**
 * Begins a passkey for whoever shows that it is them: with their password, or where there is none by having
 * just signed in. Throws Problem `not-found`, `sign-in-failed`, `passkey-refused`.
 */
export async function startPasskey(
  { config, database, now }: Services,
  owner: { id: string; signedInAt: Date | undefined },
  password: string | undefined,
): Promise<Asked<PasskeyCreation>> {
  const rpID = requirePossible(config);
  const account = await findAccount(database.kysely, owner.id);
  if (!account) throw new Problem('accounts-off');
  if (account.password_hash) {
    if (!(await isPassword(account.password_hash, password ?? ''))) throw new Problem('sign-in-failed');
  } else if (now().getTime() - (owner.signedInAt?.getTime() ?? 0) > FRESH_MS)
    throw new Problem('sign-in-failed', 'Sign out and in again, and add the passkey then.');
  const has = await listPasskeys(database.kysely, owner.id);
  if (has.length >= MOST)
    throw new Problem('passkey-refused', `There are ${MOST} already; remove one first.`);
  const { challenge } = await webauthn.generateRegistrationOptions({
    rpName: 'Pegasus',
    rpID,
    userName: account.email,
  });
  const options: PasskeyCreation = {
    challenge,
    rp: { id: rpID, name: 'Pegasus' },
    // Not the address, which may change, and no name: what a passkey keeps is seen by whoever keeps it.
    user: { id: handleOf(owner.id), name: account.email, displayName: account.name },
    pubKeyCredParams: ALGORITHMS.map((alg) => ({ type: 'public-key', alg })),
    timeout: CHALLENGE_MS,
    excludeCredentials: has.map(({ credential_id, transports }) => ({
      id: credential_id,
      type: 'public-key',
      transports: transports.split(' ').filter(Boolean),
    })),
    authenticatorSelection: {
      residentKey: 'required',
      requireResidentKey: true,
      userVerification: 'required',
    },
    attestation: 'none',
  };
  return { options, kept: keep(config, now(), ADD, `${owner.id} ${challenge}`) };
}

/** Throws Problem `not-found`, `passkey-refused`. */
export async function addPasskey(
  services: Services,
  ownerId: string,
  given: { name: string; made: z.infer<typeof MadePasskey> },
  { kept, origin }: { kept: string | undefined; origin: string },
): Promise<Passkey> {
  const { config, database, now, newId } = services;
  const expectedRPID = requirePossible(config);
  const [forWhom, challenge = ''] = recall(config, now(), ADD, kept).split(' ');
  if (forWhom !== ownerId) throw new Problem('passkey-refused');
  const { credential, credentialBackedUp } = await refusing(services, async () => {
    const { verified, registrationInfo } = await webauthn.verifyRegistrationResponse({
      response: {
        ...given.made,
        response: { ...given.made.response, transports: given.made.response.transports ?? [] },
        clientExtensionResults: {},
      },
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID,
      requireUserVerification: true,
      supportedAlgorithmIDs: ALGORITHMS,
    });
    return verified ? registrationInfo : undefined;
  });
  const { row, account } = await database.kysely.transaction().execute(async (transaction) => {
    await spend(services, transaction, challenge, ownerId);
    const row = await insertPasskey(transaction, {
      id: newId(),
      ownerId,
      credentialId: credential.id,
      publicKey: Buffer.from(credential.publicKey).toString('base64url'),
      uses: credential.counter,
      transports: given.made.response.transports ?? [],
      name: given.name,
      copied: credentialBackedUp,
      at: now(),
    });
    return { row, account: await findAccount(transaction, ownerId) };
  });
  if (!row || !account) throw new Problem('passkey-refused', 'This passkey is kept here already.');
  post(services, { to: account.email, ...passkeyLetter() });
  return toPasskey(row);
}

/** By which a passkey knows whose it is, and by which nobody else does. */
function handleOf(ownerId: string): string {
  return createHash('sha256').update(`passkey\n${ownerId}`).digest('base64url');
}

function keep(config: Config, now: Date, purpose: string, text: string): string {
  return sign(secretsOf(config), purpose, text, new Date(now.getTime() + CHALLENGE_MS));
}

function recall(config: Config, now: Date, purpose: string, kept: string | undefined): string {
  const text = kept && verify(secretsOf(config), purpose, kept, now);
  if (!text) throw new Problem('passkey-refused', 'It took too long, or began elsewhere. Try again.');
  return text;
}

async function spend(
  { now }: Services,
  query: Parameters<typeof spendChallenge>[0],
  challenge: string,
  ownerId: string,
): Promise<void> {
  const hash = createHash('sha256').update(challenge).digest('hex');
  const expiresAt = new Date(now().getTime() + CHALLENGE_MS);
  if (!(await spendChallenge(query, { hash, ownerId, expiresAt }))) throw new Problem('passkey-refused');
}

/** The library throws for whatever does not fit, in words that can hold what was sent. */
async function refusing<Info>({ log }: Services, work: () => Promise<Info | undefined>): Promise<Info> {
  const info = await work().catch((error: unknown) => {
    log.info({ reason: error instanceof Error ? error.name : 'unknown' }, 'a passkey was refused');
    return undefined;
  });
  if (!info) throw new Problem('passkey-refused');
  return info;
}
