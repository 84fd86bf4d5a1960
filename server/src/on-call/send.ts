import type { Services } from '../services.ts';
import type { Message, Way } from './define.ts';

/** Tries before a message is given up, and the pause after the first; each further one is three times as long. */
const MOST_TRIES = 6;
const FIRST_PAUSE_SECONDS = 5;
/** Nobody else takes a message that is being sent for so long. */
export const LEASE_SECONDS = 60;

export type Sent = 'sent' | 'given-up' | { againAt: Date };

/** Sends one message by its way, for the nth time. What fails is told in the log and counted, and never thrown. */
export async function sendMessage(
  { metrics, log, now }: Services,
  way: Way,
  message: Message,
  tries: number,
): Promise<Sent> {
  const { name: alert, status } = message;
  try {
    await way.send(message);
    metrics.count('pegasus_alert_messages_total', { way: way.name, outcome: 'sent' });
    return 'sent';
  } catch (error) {
    const line = { err: error, way: way.name, alert, status, tries };
    if (tries >= MOST_TRIES) {
      metrics.count('pegasus_alert_messages_total', { way: way.name, outcome: 'given-up' });
      log.error(line, 'a message of an alert was given up');
      return 'given-up';
    }
    metrics.count('pegasus_alert_messages_total', { way: way.name, outcome: 'failed' });
    log.warn(line, 'a message of an alert did not arrive');
    return { againAt: new Date(now().getTime() + FIRST_PAUSE_SECONDS * 3 ** (tries - 1) * 1000) };
  }
}
