import { hash, verify } from '@node-rs/argon2';
import { Problem } from '@pegasus/core/problem.ts';
import { COMMON_WORDS, ROWS } from './common-passwords.ts';

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

const LEAST_OWN_CHARACTERS = 6;
const LEAST_DIFFERENT = 6;
/** So long must a slide over the keyboard be to count as one. */
const SLIDE = 4;
/** Letters that are written as something else, and no attacker is fooled by. */
const DISGUISES: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '8': 'b',
  '@': 'a',
  $: 's',
  '!': 'i',
  '|': 'l',
  '€': 'e',
};
const SLIDES = slides();

/**
 * Refuses what is guessed first: few different characters, one piece again and again, slides over the keyboard,
 * years, and words that everybody or this person would take, however they are spelled, where little is left
 * beside them. Throws Problem `password-weak`.
 */
export function requireGoodPassword(password: string, about: { email: string; name: string }): void {
  const text = password.normalize('NFKC').toLowerCase();
  if (new Set(text).size < LEAST_DIFFERENT || isRepeated(text)) throw new Problem('password-weak');
  const own = [...about.email.toLowerCase().split(/[@.+_-]/), ...about.name.toLowerCase().split(/\s+/)];
  const words = [...own.filter(({ length }) => length >= 4), ...COMMON_WORDS];
  const plain = without(text, words);
  const undisguised = without([...text].map((letter) => DISGUISES[letter] ?? letter).join(''), words);
  for (const rest of [plain, undisguised])
    if (rest.length < LEAST_OWN_CHARACTERS || new Set(rest).size < 4) throw new Problem('password-weak');
}

/** What is left when common things are taken out; a mark stays in place of each, so that no new ones arise. */
function without(text: string, words: readonly string[]): string {
  let rest = text;
  for (const word of words) rest = rest.replaceAll(word, ' ');
  for (const slide of SLIDES) rest = rest.replaceAll(slide, ' ');
  return rest.replace(/(?:19|20)\d\d/g, ' ').replace(/[\s._+!?*#-]+/g, '');
}

/** Whether it is a shorter text again and again, such as `abc1abc1abc1`. */
function isRepeated(text: string): boolean {
  return `${text}${text}`.indexOf(text, 1) < text.length;
}

/** Every stretch along a row, in both directions, the longest first. */
function slides(): readonly string[] {
  const found = new Set<string>();
  for (const row of ROWS.flatMap((row) => [row, [...row].reverse().join('')]))
    for (let length = SLIDE; length <= row.length; length++)
      for (let at = 0; at + length <= row.length; at++) found.add(row.slice(at, at + length));
  return [...found].sort((one, other) => other.length - one.length);
}
