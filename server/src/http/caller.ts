import type { Person } from '@pegasus/core/account.ts';
import { Problem } from '@pegasus/core/problem.ts';
import type { FastifyRequest } from 'fastify';
import { identify } from '../accounts/sessions.ts';
import { LOCAL_USER_ID } from '../db/users.ts';
import type { Services } from '../services.ts';
import { sessionCookie } from './cookies.ts';

/** Who asks: somebody who is signed in, or whoever sits at this machine where there are no accounts. */
export interface Caller {
  person: Person;
  /** Absent on one's own machine. */
  sessionId: string | undefined;
  /** How it was shown who asks. A browser sends a cookie by itself, whoever made it ask. */
  by: 'cookie' | 'token' | 'machine';
}

const LOCAL: Caller = {
  person: { id: LOCAL_USER_ID, name: 'Local user', role: 'administrator' },
  sessionId: undefined,
  by: 'machine',
};

/**
 * Who sent a request; undefined when nobody is signed in. A token that does not hold is no token: what needs
 * an account then answers that one has to sign in.
 */
export async function readCaller(services: Services, request: FastifyRequest): Promise<Caller | undefined> {
  if (services.config.accounts === 'off') return LOCAL;
  const bearer = bearerOf(request);
  const cookie = sessionCookie(services.config, request);
  // An app says who it is by its token alone; a cookie beside it would be somebody else's doing.
  const token = bearer ?? cookie;
  if (token === undefined) return undefined;
  const session = await identify(services, token);
  if (!session || (session.kind === 'web') !== (bearer === undefined)) return undefined;
  const { owner_id: id, name, email, role } = session;
  return { person: { id, name, email, role }, sessionId: session.id, by: bearer ? 'token' : 'cookie' };
}

export function bearerOf({ headers }: FastifyRequest): string | undefined {
  return /^Bearer ([A-Za-z0-9._~+/=-]{20,500})$/i.exec(headers.authorization ?? '')?.[1];
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks, since the rule of the route was judged. */
    caller?: Caller | undefined;
    /** Whether they look after the server. */
    operator: boolean;
  }
}

/** Whose rows a request may see. */
export function ownerOf(request: FastifyRequest): string {
  if (!request.caller) throw new Problem('sign-in-required');
  return request.caller.person.id;
}
