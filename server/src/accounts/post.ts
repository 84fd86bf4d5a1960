import type { Letter } from '../mail.ts';
import type { Services } from '../services.ts';

/**
 * Sends a letter after the answer, which must not tell by its time whether there was one to send. A letter
 * that the server does not take is logged and counted; whoever waits for it asks again.
 */
export function post({ mail, log, metrics }: Services, letter: Letter): void {
  if (!mail.configured) {
    log.warn('a letter was not sent: no mail server is set');
    return;
  }
  mail.send(letter).then(
    () => metrics.count('pegasus_letters_total', { outcome: 'sent' }),
    (error: unknown) => {
      metrics.count('pegasus_letters_total', { outcome: 'failed' });
      // Not the error itself: it can hold the address that it was for.
      const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
      log.error({ reason: code }, 'a letter could not be sent');
    },
  );
}
