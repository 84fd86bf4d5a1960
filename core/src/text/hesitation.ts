/** Sounds of hesitation: no words, so that no sentence turns without them; unlike «just» or «really». */
const HESITATION = 'u+m+|u+h+|erm+|hm+|mhm+|uhm+';
const ALONE = new RegExp(`^(?:${HESITATION})$`, 'i');
const WITH_COMMAS = new RegExp(
  `(^|[.?!…]["”’]? )(?:${HESITATION}),? |, (?:${HESITATION}),(?= |$)|,? \\b(?:${HESITATION})\\b(?=[ .?!]|$)`,
  'gi',
);

export function isHesitation(word: string): boolean {
  return ALONE.test(word);
}

export function beginsHesitant(text: string): boolean {
  return isHesitation(text.match(/^\p{L}+/u)?.[0] ?? '');
}

/** «It is, uh, the part that learns» → «It is the part that learns». */
export function withoutHesitation(text: string): string {
  return text.replace(WITH_COMMAS, '$1');
}
