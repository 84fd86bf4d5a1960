import { isIPv6 } from 'node:net';
import { Problem } from '@pegasus/core/problem.ts';
import type { FastifyRequest } from 'fastify';
import { originOf } from '../accounts/addresses.ts';
import type { Config } from '../config.ts';

const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/i;
/** Probes and Prometheus come to an address and not to the name; nothing there is of a user. */
const UNDER_ANY_NAME = new Set(['/health/live', '/health/ready', '/health/startup', '/metrics']);

/**
 * Refuses requests that came under another name than this server's. Where nobody logs in, a web page could
 * otherwise point its own name at 127.0.0.1 and read everything (DNS rebinding); where people do, a name that
 * is not ours must not find its way into anything.
 */
export function requireOwnHost(config: Config, request: FastifyRequest): void {
  const { host = '' } = request.headers;
  if (config.accounts === 'off') {
    if (!LOOPBACK.test(host)) throw new Problem('host-not-allowed');
    return;
  }
  if (UNDER_ANY_NAME.has(request.url.split('?', 1)[0] ?? '')) return;
  const own = config.publicUrl ? host.toLowerCase() === new URL(config.publicUrl).host : LOOPBACK.test(host);
  if (!own) throw new Problem('host-not-allowed');
}

/**
 * Refuses requests that change something when a page of another origin sent them; its browser says so.
 * Programs that are no browser send neither header and may, unless they bring a cookie: cookies are what
 * browsers send, and one that tells nothing of where a request is from is not believed.
 */
export function requireOwnOrigin(config: Config, request: FastifyRequest): void {
  if (request.method === 'GET' || request.method === 'HEAD' || request.method === 'OPTIONS') return;
  const { origin } = request.headers;
  const site = request.headers['sec-fetch-site'];
  if (origin !== undefined && !isOwnOrigin(config, origin, request)) throw new Problem('origin-not-allowed');
  if (origin === undefined && (site === 'cross-site' || site === 'same-site'))
    throw new Problem('origin-not-allowed');
  const silent = origin === undefined && site === undefined;
  if (silent && config.accounts === 'on' && request.headers.cookie && !request.headers.authorization)
    throw new Problem('origin-not-allowed');
}

function isOwnOrigin(config: Config, origin: string, request: FastifyRequest): boolean {
  return origin.toLowerCase() === ownOriginOf(config, request);
}

/** Where a page of ours is from, for whoever sent this request under our name. */
export function ownOriginOf(config: Config, { headers }: FastifyRequest): string {
  return (config.publicUrl ? originOf(config) : `http://${headers.host}`).toLowerCase();
}

/**
 * The network address that counts for limits. One IPv6 customer has a whole network of addresses, so the
 * first half stands for all of it.
 */
export function networkOf({ ip }: FastifyRequest): string {
  const address = ip.replace(/^::ffff:(?=\d+\.)/, '');
  if (!isIPv6(address)) return address;
  const [head = '', tail = ''] = address.split('::');
  const groups = head === '' ? [] : head.split(':');
  const missing = address.includes('::') ? 8 - groups.length - (tail === '' ? 0 : tail.split(':').length) : 0;
  return [...groups, ...Array<string>(missing).fill('0'), ...tail.split(':')].slice(0, 4).join(':');
}
