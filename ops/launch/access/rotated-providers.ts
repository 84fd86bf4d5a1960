import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type OpenIdProvider, startOpenIdProvider } from '../../../fixtures/servers/openid-provider.ts';
import { type S3Server, startS3 } from '../../../fixtures/servers/s3.ts';

/** A language provider that only looks at the key: what it writes is of no use, and the embedded generator steps in. */
export interface LanguageProvider {
  url: string;
  /** Keys that it accepts now. */
  accepted: Set<string>;
  /** Keys of every call, in order. */
  given: string[];
  close(): void;
}

/** Everything at which a secret is rotated by whoever gave it. */
export interface RotatedProviders {
  identity: OpenIdProvider;
  language: LanguageProvider;
  store: S3Server;
  close(): Promise<void>;
}

const CALLBACK = /^http:\/\/localhost:\d+\/api\/single-sign-on\/callback$/;

export async function startRotatedProviders(old: string): Promise<RotatedProviders> {
  const store = await startS3();
  const identity = await startOpenIdProvider({
    clientId: 'pegasus',
    clientSecret: old,
    // The processes choose their ports themselves.
    redirectUris: { includes: (address) => CALLBACK.test(address) },
  });
  const language = await startLanguage(old);
  return {
    identity,
    language,
    store,
    close: async () => {
      language.close();
      await identity.close();
      await store.stop();
    },
  };
}

async function startLanguage(key: string): Promise<LanguageProvider> {
  const accepted = new Set([key]);
  const given: string[] = [];
  const server = createServer((request, response) => {
    const shown = request.headers.authorization?.replace('Bearer ', '') ?? '';
    given.push(shown);
    request.resume().on('end', () => {
      response.setHeader('content-type', 'application/json');
      response.statusCode = accepted.has(shown) ? 200 : 401;
      const message = { role: 'assistant', content: 'I have nothing to say.' };
      response.end(JSON.stringify({ id: 'x', choices: [{ index: 0, message }] }));
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    accepted,
    given,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Begins at one process and comes back at another, as a balancer may send a browser; gives where it ends. */
export async function signInElsewhere(one: string, other: string): Promise<string> {
  const go = (url: string, cookie?: string) =>
    fetch(url, { redirect: 'manual', headers: { connection: 'close', ...(cookie ? { cookie } : {}) } });
  const start = await go(`${one}/api/single-sign-on`);
  const cookie = start.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const back = new URL((await go(start.headers.get('location') ?? '')).headers.get('location') ?? '');
  return (await go(`${other}${back.pathname}${back.search}`, cookie)).headers.get('location') ?? '';
}

/** Waits until somebody asks with this key. */
export async function untilAsked({ given }: LanguageProvider, key: string): Promise<void> {
  for (let look = 0; look < 600 && !given.includes(key); look++)
    await new Promise((done) => setTimeout(done, 100));
  assert.ok(given.includes(key), 'The language provider is asked with the key of the settings.');
}
