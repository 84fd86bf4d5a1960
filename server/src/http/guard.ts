import { Problem } from '@pegasus/core/problem.ts';
import type { FastifyRequest } from 'fastify';
import { LOCAL_USER_ID } from '../db/users.ts';

const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/i;

/**
 * Refuses requests that came under another name than this machine's. Nobody logs in here, so without this
 * a web page could point its own name at 127.0.0.1 and read everything (DNS rebinding).
 */
export function requireLoopbackHost(request: FastifyRequest): void {
  if (!LOOPBACK.test(request.headers.host ?? '')) throw new Problem('host-not-allowed');
}

/**
 * Refuses requests that change something when a page of another origin sent them; its browser says so.
 * Programs that are no browser send neither header and may.
 */
export function requireOwnOrigin(request: FastifyRequest): void {
  if (request.method === 'GET' || request.method === 'HEAD' || request.method === 'OPTIONS') return;
  const { origin, host } = request.headers;
  const site = request.headers['sec-fetch-site'];
  if (origin !== undefined && !isSameOrigin(origin, host)) throw new Problem('origin-not-allowed');
  if (origin === undefined && (site === 'cross-site' || site === 'same-site')) {
    throw new Problem('origin-not-allowed');
  }
}

function isSameOrigin(origin: string, host: string | undefined): boolean {
  return origin.toLowerCase() === `http://${host}`.toLowerCase();
}

/** Whose rows a request may see. The one place where an account will be asked for. */
export function ownerOf(_request: FastifyRequest): string {
  return LOCAL_USER_ID;
}

/** Who may see figures of the whole server. On one's own machine that is whoever reached it. */
export function requireOperator(request: FastifyRequest): void {
  requireLoopbackHost(request);
}
