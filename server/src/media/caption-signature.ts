/** The kinds of text that carry words with times, by how they begin. */
const SIGNATURES = [
  { format: 'vtt', mediaType: 'text/vtt', pattern: /^WEBVTT(?=[ \t\n]|$)/ },
  {
    format: 'srt',
    mediaType: 'application/x-subrip',
    pattern: /^\s*(?:\d+[ \t]*\n)?[ \t]*\d{1,3}:\d{2}:\d{2}[,.]\d{1,3}[ \t]*-->/,
  },
  {
    format: 'sbv',
    mediaType: 'text/x-sbv',
    pattern: /^\s*\d{1,3}:\d{2}:\d{2}\.\d{1,3}[ \t]*,[ \t]*\d{1,3}:\d{2}:\d{2}\.\d{1,3}[ \t]*\n/,
  },
  // A transcript of ours: whether it is whole is for its schema to say.
  { format: 'json', mediaType: 'application/json', pattern: /^\s*\{[\s\S]*"segments"\s*:\s*\[/ },
] as const;

export type CaptionSignature = (typeof SIGNATURES)[number];

/** `text` with line ends as `\n` and without byte order mark. */
export function captionSignature(text: string): CaptionSignature | undefined {
  return SIGNATURES.find(({ pattern }) => pattern.test(text));
}

/** The text with which a file begins; undefined when its bytes are not text. */
export function readableText(head: Uint8Array): string | undefined {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what tells bytes from text.
  const binary = /[\x00-\x08\x0e-\x1a\x1c-\x1f]/;
  const text = new TextDecoder('utf-8').decode(head).replace(/\r\n?/g, '\n');
  return binary.test(text) ? undefined : text;
}
