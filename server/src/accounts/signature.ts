import { createHmac, timingSafeEqual } from 'node:crypto';

/** The newest first, with which is signed; all of them are accepted. */
export type Secrets = readonly [string, ...string[]];

/**
 * Text that nobody can make but us, for one purpose, until a time: `payload.time.signature`, all of them
 * fit for an address. The payload can be read by whoever holds it.
 */
export function sign(secrets: Secrets, purpose: string, payload: string, until: Date): string {
  const body = `${Buffer.from(payload).toString('base64url')}.${Math.floor(until.getTime() / 1000).toString(36)}`;
  return `${body}.${mac(secrets[0], purpose, body)}`;
}

/** The payload of a signed text; undefined when we did not sign it for this purpose or its time is over. */
export function verify(secrets: Secrets, purpose: string, text: string, now: Date): string | undefined {
  const [payload = '', time = '', signature = '', ...rest] = text.split('.');
  if (rest.length > 0 || !/^[0-9a-z]{1,9}$/.test(time)) return undefined;
  const good = secrets.some((secret) => isEqual(mac(secret, purpose, `${payload}.${time}`), signature));
  if (!good || Number.parseInt(time, 36) * 1000 <= now.getTime()) return undefined;
  return Buffer.from(payload, 'base64url').toString();
}

function mac(secret: string, purpose: string, body: string): string {
  return createHmac('sha256', secret).update(`${purpose}\n${body}`).digest('base64url');
}

function isEqual(left: string, right: string): boolean {
  const [one, other] = [Buffer.from(left), Buffer.from(right)];
  return one.length === other.length && timingSafeEqual(one, other);
}
