import { connect } from 'node:tls';
import type { Services } from './services.ts';

const PATIENCE_MS = 3000;
/** Certificates are renewed weeks before they run out. */
const FRESH_MS = 3600_000;
/** One that could not be read is asked for again sooner. */
const AGAIN_MS = 60_000;

/** Tells for how long the certificate under the public address is good, whoever serves it. */
export function tellCertificate({ config, metrics, now, log }: Services): void {
  const url = URL.parse(config.publicUrl);
  if (url?.protocol !== 'https:') return;
  let until: Date | undefined;
  let askAt = 0;
  metrics.onScrape(async (set) => {
    const at = now().getTime();
    if (at >= askAt) {
      askAt = at + AGAIN_MS;
      try {
        until = await readEnd(url.hostname, Number(url.port || 443));
        askAt = at + FRESH_MS;
      } catch (error) {
        log.warn({ err: error }, 'the certificate under the public address could not be read');
      }
    }
    if (until) set('pegasus_certificate_seconds', {}, (until.getTime() - at) / 1000);
  });
}

/** When the certificate of a server runs out. Whether it is trusted is for others: this only reads its date. */
export function readEnd(host: string, port: number): Promise<Date> {
  return new Promise((found, reject) => {
    const socket = connect({ host, port, servername: host, rejectUnauthorized: false, timeout: PATIENCE_MS });
    socket.once('secureConnect', () => {
      const { valid_to: end } = socket.getPeerCertificate();
      socket.destroy();
      const date = new Date(end);
      if (Number.isNaN(date.getTime())) reject(new Error('The server shows no certificate.'));
      else found(date);
    });
    socket.once('timeout', () => socket.destroy(new Error(`No answer in ${PATIENCE_MS} ms.`)));
    socket.once('error', reject);
  });
}
