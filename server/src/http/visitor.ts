import { plainText } from '@pegasus/core/plain-text.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { OpenSession } from '../accounts/sessions.ts';
import type { Services } from '../services.ts';
import { readCookie, setCookie, setSessionCookie } from './cookies.ts';
import { networkOf, ownOriginOf } from './guard.ts';

/** What a handler may know of the request beside its parts, and how it lets a browser in or out. */
export interface Visitor {
  /** Network address, that of the sender even behind a proxy that is trusted. */
  network: string;
  /** Of the page that asks, which was found to be ours. */
  origin: string;
  /** What the browser or app calls itself. */
  device: string;
  sessionId: string | undefined;
  letIn(session: OpenSession): void;
  letOut(): void;
  /** A note that the browser keeps for some seconds; 0 takes it away. */
  keep(name: string, value: string, seconds: number): void;
  kept(name: string): string | undefined;
}

export function visitorOf({ config, now }: Services, request: FastifyRequest, reply: FastifyReply): Visitor {
  return {
    network: networkOf(request),
    origin: ownOriginOf(config, request),
    device: nameOfDevice(request.headers['user-agent'] ?? ''),
    sessionId: request.caller?.sessionId,
    letIn: ({ token, expiresAt }) => {
      const seconds = Math.floor((expiresAt.getTime() - now().getTime()) / 1000);
      setSessionCookie(config, reply, token, seconds);
    },
    letOut: () => setSessionCookie(config, reply, '', 0),
    keep: (name, value, seconds) => setCookie(config, reply, name, value, seconds),
    kept: (name) => readCookie(config, request, name),
  };
}

const BROWSERS = [
  ['Edge', /\bEdg(?:e|A|iOS)?\//],
  ['Opera', /\bOPR\//],
  ['Firefox', /\b(?:Firefox|FxiOS)\//],
  ['Chrome', /(?:Chrome|CriOS|Chromium)\//],
  ['Safari', /\bSafari\//],
] as const;
const SYSTEMS = [
  ['Android', /Android/],
  ['iPhone', /iPhone/],
  ['iPad', /iPad/],
  ['Windows', /Windows/],
  ['macOS', /Mac OS X|Macintosh/],
  ['ChromeOS', /CrOS/],
  ['Linux', /Linux/],
] as const;

/** «Firefox on Linux»: what a person knows their device by; versions and the rest are not kept. */
export function nameOfDevice(userAgent: string): string {
  const find = (known: readonly (readonly [string, RegExp])[]) =>
    known.find(([, pattern]) => pattern.test(userAgent))?.[0];
  const [browser, system] = [find(BROWSERS), find(SYSTEMS)];
  if (browser && system) return `${browser} on ${system}`;
  return browser ?? system ?? (plainText(userAgent.split('/')[0] ?? '', 40) || 'unknown device');
}
