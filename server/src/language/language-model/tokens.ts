/**
 * Tokens that a text is about, rounded up: vocabularies differ, and a third of its UTF-8 bytes is more than
 * any common one makes of running text in any script.
 */
export function estimateTokens(text: string): number {
  return Math.ceil(Buffer.byteLength(text) / 3);
}
