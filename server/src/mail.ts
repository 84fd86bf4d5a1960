import { createTransport } from 'nodemailer';
import type { Config } from './config.ts';

export interface Letter {
  to: string;
  subject: string;
  text: string;
}

export interface Mail {
  /** Whether there is a server to send by. */
  readonly configured: boolean;
  /** Throws when the server did not take it; a letter where none is configured goes nowhere. */
  send(letter: Letter): Promise<void>;
  close(): void;
}

const PATIENCE_MS = 15_000;

/** Sends plain text by the SMTP server of the settings. Nothing of a letter is logged. */
export function createMail({ smtpUrl, mailFrom }: Pick<Config, 'smtpUrl' | 'mailFrom'>): Mail {
  if (!smtpUrl) return { configured: false, send: async () => {}, close: () => {} };
  const transport = createTransport({
    url: smtpUrl,
    pool: true,
    maxConnections: 2,
    connectionTimeout: PATIENCE_MS,
    greetingTimeout: PATIENCE_MS,
    socketTimeout: PATIENCE_MS,
    // A letter is text: it never reads files or addresses of this machine.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    configured: true,
    send: async ({ to, subject, text }) => {
      await transport.sendMail({ from: mailFrom, to: { name: '', address: to }, subject, text });
    },
    close: () => transport.close(),
  };
}
