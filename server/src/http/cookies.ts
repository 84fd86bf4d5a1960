import type { FastifyReply, FastifyRequest } from 'fastify';
import { isSecure } from '../accounts/addresses.ts';
import type { Config } from '../config.ts';

/**
 * Cookies of a server that is reached over https begin with `__Host-`: a browser takes them from this very
 * host alone, over https alone, and neither a neighbour nor a script can set or read them.
 */
function nameOf(config: Config, name: string): string {
  return isSecure(config) ? `__Host-${name}` : name;
}

const SESSION = 'pegasus-session';

export function sessionCookie(config: Config, request: FastifyRequest): string | undefined {
  return readCookie(config, request, SESSION);
}

export function readCookie(config: Config, { headers }: FastifyRequest, name: string): string | undefined {
  const wanted = `${nameOf(config, name)}=`;
  const found = (headers.cookie ?? '')
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part.startsWith(wanted));
  // Twice the same name: one of them is not ours.
  return found.length === 1 ? found[0]?.slice(wanted.length) || undefined : undefined;
}

/** `seconds` of 0 takes it away. Values are tokens and signed texts, which need no quoting. */
export function setCookie(
  config: Config,
  reply: FastifyReply,
  name: string,
  value: string,
  seconds: number,
): void {
  const parts = [
    `${nameOf(config, name)}=${value}`,
    'Path=/',
    'HttpOnly',
    'SameSite=Lax',
    `Max-Age=${seconds}`,
  ];
  if (isSecure(config)) parts.push('Secure');
  const set = reply.getHeader('set-cookie');
  reply.header('set-cookie', [...[set ?? []].flat().map(String), parts.join('; ')]);
}

export function setSessionCookie(config: Config, reply: FastifyReply, token: string, seconds: number): void {
  setCookie(config, reply, SESSION, token, seconds);
}
