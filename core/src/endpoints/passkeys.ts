import { z } from 'zod';
import { GivenPassword, SignInFacts } from '../account.ts';
import type { Endpoint } from '../endpoint.ts';
import {
  MadePasskey,
  Passkey,
  PasskeyCreation,
  PasskeyName,
  PasskeyRequest,
  SignedChallenge,
} from '../passkey.ts';

const byPasskey = z.object({ passkeyId: z.uuid() });

/** Signing in without a password. Each way has two halves: a challenge of the server, and the answer to it. */
export const passkeyEndpoints = {
  startPasskeySignIn: {
    method: 'POST',
    path: '/api/session/passkey-challenge',
    summary: 'A challenge for a passkey; the same for everybody.',
    access: 'public',
    status: 200,
    answer: PasskeyRequest,
    problems: ['accounts-off', 'not-found'],
  },
  signInWithPasskey: {
    method: 'POST',
    path: '/api/session/passkey',
    summary: 'Sign a browser in with a challenge that a passkey signed; the answer sets its cookie.',
    access: 'public',
    body: SignedChallenge,
    status: 200,
    answer: SignInFacts,
    problems: ['accounts-off', 'not-found', 'passkey-refused'],
  },
  listPasskeys: {
    method: 'GET',
    path: '/api/passkeys',
    summary: 'Your passkeys, the oldest first.',
    access: 'account',
    status: 200,
    answer: z.object({ items: z.array(Passkey) }),
    problems: [],
  },
  startPasskey: {
    method: 'POST',
    path: '/api/passkeys/challenge',
    summary: 'What a browser needs to make a passkey; with your password, or soon after you signed in.',
    access: 'account',
    body: z.object({ password: GivenPassword.optional() }),
    status: 200,
    answer: PasskeyCreation,
    problems: ['accounts-off', 'not-found', 'sign-in-failed', 'passkey-refused'],
  },
  addPasskey: {
    method: 'POST',
    path: '/api/passkeys',
    summary: 'Keep a passkey that the browser made for the challenge before; you are told of it by mail.',
    access: 'account',
    body: z.object({ name: PasskeyName, made: MadePasskey }),
    status: 201,
    answer: Passkey,
    problems: ['accounts-off', 'not-found', 'passkey-refused'],
  },
  renamePasskey: {
    method: 'PATCH',
    path: '/api/passkeys/{passkeyId}',
    summary: 'Call one of your passkeys something else.',
    access: 'account',
    params: byPasskey,
    body: z.object({ name: PasskeyName }),
    status: 200,
    answer: Passkey,
    problems: ['not-found'],
  },
  removePasskey: {
    method: 'DELETE',
    path: '/api/passkeys/{passkeyId}',
    summary: 'Let one of your passkeys open nothing any more.',
    access: 'account',
    params: byPasskey,
    status: 204,
    problems: ['not-found'],
  },
} as const satisfies Record<string, Endpoint>;
