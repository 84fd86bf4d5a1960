import { SMTPServer } from 'smtp-server';

/** A mail server that takes whatever comes with a password that it accepts. */
export interface MailSink {
  port: number;
  /** Passwords that it accepts now. */
  accepted: Set<string>;
  /** Which of them each letter came with. */
  letters: string[];
  close(): Promise<void>;
}

export async function openMailSink(password: string): Promise<MailSink> {
  const sink: MailSink = { port: 0, accepted: new Set([password]), letters: [], close: async () => {} };
  const server = new SMTPServer({
    authMethods: ['PLAIN'],
    allowInsecureAuth: true,
    hideSTARTTLS: true,
    onAuth: ({ password: given }, _session, done) =>
      given && sink.accepted.has(given) ? done(null, { user: given }) : done(new Error('No.')),
    onData: (stream, session, done) => {
      stream.resume().on('end', () => {
        sink.letters.push(String(session.user));
        done();
      });
    },
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.server.address();
  sink.port = typeof address === 'object' && address ? address.port : 0;
  sink.close = () => new Promise((closed) => server.close(() => closed()));
  return sink;
}
