/** Control characters, and the marks that turn the direction of writing and can make a name read as another. */
const UNSAFE = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** A name that somebody typed, on one line, without what could mislead a reader or a terminal. */
export function plainText(text: string, most: number): string {
  const clean = text.replace(UNSAFE, ' ').replace(/\s+/g, ' ').trim();
  return [...clean].slice(0, most).join('').trim();
}
