/**
 * A short id made of content: FNV-1a, 64 bit (Fowler, Noll, Vo). The same kind and words always give the
 * same id, whatever their case, spacing or punctuation.
 */
export function itemId(kind: string, ...words: string[]): string {
  const text = [kind, ...words]
    .map((part) =>
      part
        .toLowerCase()
        .replace(/[^\p{L}\p{N}]+/gu, ' ')
        .trim(),
    )
    .join('\u001f');
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text)) {
    hash ^= BigInt(byte);
    hash = BigInt.asUintN(64, hash * 0x100000001b3n);
  }
  return `${kind}-${hash.toString(36)}`;
}
