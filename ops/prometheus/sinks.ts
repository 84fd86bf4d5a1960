import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** One alert as it reached somebody. */
export interface Heard {
  at: number;
  status: 'firing' | 'resolved';
  labels: Record<string, string>;
  annotations: Record<string, string>;
  /** When it began, by the clock of whoever judged it. */
  startsAt: string;
}

export interface Sinks {
  webhook: string;
  watchdog: string;
  /** Host and port of the mail server. */
  mail: string;
  heard: readonly Heard[];
  heardWatchdog: readonly Heard[];
  /** Every mail as its reader sees it: lines whole and characters plain again. */
  letters: readonly string[];
  stop(): Promise<void>;
}

/** Listens as the webhook and the mail server of whoever is on call. */
export async function startSinks(): Promise<Sinks> {
  const heard: Heard[] = [];
  const heardWatchdog: Heard[] = [];
  const letters: string[] = [];
  const web = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const { alerts } = JSON.parse(Buffer.concat(parts).toString()) as { alerts: Omit<Heard, 'at'>[] };
      const list = request.url === '/watchdog' ? heardWatchdog : heard;
      list.push(...alerts.map((alert) => ({ ...alert, at: Date.now() })));
      response.end();
    });
  }).listen(0, '127.0.0.1');
  await once(web, 'listening');
  const mail = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, _session, done) => {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        letters.push(readable(Buffer.concat(parts).toString('latin1')));
        done();
      });
    },
  });
  const mailServer = mail.listen(0, '127.0.0.1');
  await once(mailServer, 'listening');
  const webPort = (web.address() as AddressInfo).port;
  return {
    webhook: `http://127.0.0.1:${webPort}/alerts`,
    watchdog: `http://127.0.0.1:${webPort}/watchdog`,
    mail: `127.0.0.1:${(mailServer.address() as AddressInfo).port}`,
    heard,
    heardWatchdog,
    letters,
    stop: async () => {
      web.closeAllConnections();
      web.close();
      await new Promise<void>((done) => mail.close(() => done()));
    },
  };
}

/** A mail without its quoted-printable wrapping (RFC 2045, 6.7). */
function readable(raw: string): string {
  const bytes = raw
    .replaceAll(/=\r?\n/g, '')
    .replaceAll(/=([0-9A-F]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
