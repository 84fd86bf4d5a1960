import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { type OpenIdProvider, startOpenIdProvider } from '../../../fixtures/servers/openid-provider.ts';

/**
 * Servers that ours depends on, and that fail in the worst way for a log: each says back, in its error, all that it
 * was sent, secrets included.
 */
export interface FailingNeighbours {
  settings: Record<string, string>;
  provider: OpenIdProvider;
  /** Where the provider may send browsers back to. */
  redirects: string[];
  /** How often each was asked: one that was never asked told nothing. */
  asked: { language: number; mail: number };
  close(): Promise<void>;
}

export async function openFailingNeighbours(marks: {
  key: string;
  mailPassword: string;
  clientSecret: string;
}): Promise<FailingNeighbours> {
  const asked = { language: 0, mail: 0 };
  const language = createServer((request, response) => {
    asked.language++;
    void echo(request, response, asked.language);
  }).listen(0, '127.0.0.1');
  await once(language, 'listening');
  const mail = new SMTPServer({
    authMethods: ['PLAIN'],
    allowInsecureAuth: true,
    hideSTARTTLS: true,
    onAuth: ({ username = '' }, _session, done) => done(null, { user: username }),
    onRcptTo: ({ address }, _session, done) => {
      asked.mail++;
      done(new Error(`550 ${address} is not known; you are ${marks.mailPassword}`));
    },
  });
  await new Promise<void>((listening) => mail.listen(0, '127.0.0.1', listening));
  const redirects: string[] = [];
  const provider = await startOpenIdProvider({
    clientId: 'pegasus',
    clientSecret: marks.clientSecret,
    redirectUris: redirects,
  });
  const portOf = (address: string | AddressInfo | null) => (address as AddressInfo).port;
  return {
    asked,
    provider,
    redirects,
    settings: {
      PEGASUS_LANGUAGE: 'openai-compatible',
      PEGASUS_LANGUAGE_URL: `http://127.0.0.1:${portOf(language.address())}/v1`,
      PEGASUS_LANGUAGE_MODEL: 'echo',
      PEGASUS_LANGUAGE_KEY: marks.key,
      PEGASUS_LANGUAGE_FALLBACK: 'extractive',
      PEGASUS_SMTP_URL: `smtp://pegasus:${marks.mailPassword}@127.0.0.1:${portOf(mail.server.address())}`,
      PEGASUS_MAIL_FROM: 'pegasus@example.org',
      PEGASUS_OIDC_ISSUER: provider.issuer,
      PEGASUS_OIDC_CLIENT_ID: 'pegasus',
      PEGASUS_OIDC_CLIENT_SECRET: marks.clientSecret,
    },
    close: async () => {
      await provider.close();
      await new Promise<void>((closed) => mail.close(() => closed()));
      language.closeAllConnections();
      language.close();
    },
  };
}

/** In turn as an error, and as a reply in no form. */
async function echo(request: IncomingMessage, response: ServerResponse, count: number): Promise<void> {
  const body = Buffer.concat(await Array.fromAsync(request)).toString();
  const said = `${request.headers.authorization}: ${body}`;
  response.setHeader('content-type', 'application/json');
  if (count % 2 === 0) {
    response.statusCode = 400;
    response.end(JSON.stringify({ error: { message: said, type: 'invalid_request_error' } }));
    return;
  }
  response.end(
    JSON.stringify({ id: 'x', choices: [{ index: 0, message: { role: 'assistant', content: said } }] }),
  );
}
