import { randomBytes } from 'node:crypto';
import type { Config } from '../config.ts';
import type { Secrets } from './signature.ts';

/** Where nobody set a secret, one that lasts as long as this process: links of one's own machine need no more. */
const ofThisProcess = randomBytes(48).toString('base64url');

export function secretsOf({ secret, previousSecret }: Config): Secrets {
  return [secret || ofThisProcess, ...(previousSecret ? [previousSecret] : [])];
}
