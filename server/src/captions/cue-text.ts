const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  lrm: '\u200e',
  rlm: '\u200f',
};

/** One pass: what was escaped twice is unescaped once. What is no entity stays as it is. */
export function decodeEntities(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-z]{2,4}));/g,
    (whole, decimal, hex, name) => {
      if (name !== undefined) return ENTITIES[name] ?? whole;
      const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
      const isScalar = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
      return isScalar ? String.fromCodePoint(code) : whole;
    },
  );
}

/**
 * Plain words on one line: no control characters, no zero-width spaces or joiners of words, no runs of
 * blanks. Labels of speakers and remarks in brackets are words.
 */
export function tidy(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\u200b\u2060\ufeff]/g, '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
}

/**
 * Markup that captions really use. Anything else between angle brackets may be what was said
 * («x < 5 and y > 3»), so it stays.
 */
const TAGS =
  /<\/?(?:c|i|b|u|s|ruby|rt|lang|font)(?:[.\s][^<>]{0,200})?>|<\d{1,6}(?::\d{1,2}){1,2}[.,]\d{1,3}>/gi;

export function stripTags(text: string): string {
  return text.replace(TAGS, '');
}
