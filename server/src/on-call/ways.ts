import type { Config } from '../config.ts';
import type { Mail } from '../mail.ts';
import type { Way } from './define.ts';
import { postJson } from './webhook.ts';
import { letterOf, payloadOf } from './words.ts';

/** The ways that the settings open to whoever is on call. None: then alerts are in the log and on the page. */
export function waysOf({ config, mail }: { config: Config; mail: Mail }): Way[] {
  const { alertWebhook, alertMail } = config;
  const ways: Way[] = [];
  if (alertWebhook !== '')
    ways.push({ name: 'webhook', send: (message) => postJson(alertWebhook, payloadOf(message)) });
  if (alertMail.length > 0) {
    ways.push({
      name: 'mail',
      send: async (message) => {
        const letter = letterOf(message);
        await Promise.all(alertMail.map((to) => mail.send({ to, ...letter })));
      },
    });
  }
  return ways;
}
