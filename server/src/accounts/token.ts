import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** What stands before a token, so that a scanner for secrets finds one that was left lying about. */
const PREFIXES = { web: 'pgw_', access: 'pga_', refresh: 'pgr_', link: 'pgl_' } as const;

/** 256 bits by chance: nothing to guess, so a plain hash of it is enough to keep. */
export function newToken(kind: keyof typeof PREFIXES): string {
  return PREFIXES[kind] + randomBytes(32).toString('base64url');
}

export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** Compares without telling by its time how much was right. */
export function isSame(left: string, right: string): boolean {
  const [one, other] = [left, right].map((text) => createHash('sha256').update(text).digest());
  return one !== undefined && other !== undefined && timingSafeEqual(one, other);
}
