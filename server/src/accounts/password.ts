import { hash, verify } from '@node-rs/argon2';
import { Problem } from '@pegasus/core/problem.ts';

/**
 * Argon2id as OWASP's Password Storage Cheat Sheet sets it at least: 19 MiB, two passes, one lane. About
 * 20 ms of one core; how many may be tried is for the limits.
 */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFC'), COST);
}

let nobodys: Promise<string> | undefined;

/**
 * Whether the password is the right one. Where there is no account or it has no password, as much is worked
 * as for a wrong one, so that time tells nothing.
 */
export async function isPassword(
  passwordHash: string | null | undefined,
  password: string,
): Promise<boolean> {
  nobodys ??= hashPassword('nobody has this password');
  const right = await verify(passwordHash ?? (await nobodys), password.normalize('NFC'));
  return right && passwordHash !== null && passwordHash !== undefined;
}

/** Words that a password is not made safer by, and what they are made of most. */
const COMMON = [
  'password',
  'passwort',
  'pegasus',
  'qwertyuiop',
  'qwertz',
  'letmein',
  'welcome',
  'iloveyou',
  'administrator',
  'student',
  'lecture',
  'university',
];
const LEAST_OWN_CHARACTERS = 8;

/**
 * Refuses what is guessed first: few different characters, rows of the keyboard, and words that everybody
 * or this person would take, where little is left beside them. Throws Problem `password-weak`.
 */
export function requireGoodPassword(password: string, about: { email: string; name: string }): void {
  const text = password.normalize('NFKC').toLowerCase();
  if (new Set(text).size < 6) throw new Problem('password-weak');
  const own = [...about.email.split(/[@.+_-]/), ...about.name.toLowerCase().split(/\s+/)];
  let rest = text;
  for (const word of [...COMMON, ...own].filter(({ length }) => length >= 4))
    rest = rest.replaceAll(word, '');
  rest = rest.replace(/(?:0?1)?23456789?0?|(?:abc|qwe|asd|zxc)[a-z]*/g, '');
  if (new Set(rest).size < 4 || rest.length < LEAST_OWN_CHARACTERS) throw new Problem('password-weak');
}
