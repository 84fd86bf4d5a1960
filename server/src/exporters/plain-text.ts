/**
 * Words that cannot act on what stands around them: no control characters, no lone surrogates, and none
 * of the marks that turn the direction of text around (Boucher and Anderson, Trojan Source, 2021).
 * The marks that only say how a letter stands, LRM, RLM and ALM, stay: right-to-left text needs them.
 */
export function plainText(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replace(/(?![\n\t])\p{Cc}/gu, '');
}

/** The same on one line, without blanks around it. */
export function oneLine(text: string): string {
  return plainText(text).replace(/\s+/g, ' ').trim();
}

/** The lines that hold anything. */
export function textLines(text: string): string[] {
  return plainText(text).split('\n').map(oneLine).filter(Boolean);
}
