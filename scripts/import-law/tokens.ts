/**
 * Splits TypeScript into just enough tokens to find what a file imports: words, strings and single
 * punctuators. Comments, regular expressions and the text of templates give none, so an import that is
 * only spoken of is not taken for one.
 */
export interface Token {
  kind: 'word' | 'string' | 'sign';
  /** The word, the text between the quotes, or one character. */
  text: string;
  /** Counted from 1. */
  line: number;
}

/** After these words a slash begins a regular expression and does not divide. */
const BEFORE_REGEX = new Set(
  'return typeof case in of do else void delete await yield throw new instanceof'.split(' '),
);
const WORD = /[\p{ID_Start}$_#][\p{ID_Continue}$\u200c\u200d]*/uy;
const NUMBER = /\d[\w.]*/y;
const BLANK = /\s+/y;
const STRING = /'(?:\\[\s\S]|[^'\\\n])*'|"(?:\\[\s\S]|[^"\\\n])*"/y;
const COMMENT = /\/\/[^\n]*|\/\*[\s\S]*?\*\/|#![^\n]*/y;
const REGEX = /\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\/[a-z]*/y;
const TEMPLATE_PART = /(?:\\[\s\S]|\$(?!\{)|[^`\\$])*(`|\$\{|$)/y;

export function readTokens(source: string): Token[] {
  const tokens: Token[] = [];
  /** For each open `${` of a template, how many braces are open inside of it. */
  const templates: number[] = [];
  let at = 0;
  let line = 1;

  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    return pattern.exec(source)?.[0];
  };
  const skip = (text: string): void => {
    at += text.length;
    for (const character of text) if (character === '\n') line++;
  };
  const skipTemplate = (): void => {
    TEMPLATE_PART.lastIndex = at;
    const match = TEMPLATE_PART.exec(source);
    skip(match?.[0] ?? '');
    if (match?.[1] === '${') templates.push(0);
  };

  while (at < source.length) {
    const blank = take(BLANK) ?? take(COMMENT);
    if (blank) {
      skip(blank);
      continue;
    }
    const string = take(STRING);
    if (string) {
      tokens.push({ kind: 'string', text: string.slice(1, -1), line });
      skip(string);
      continue;
    }
    const word = take(WORD) ?? take(NUMBER);
    if (word) {
      tokens.push({ kind: 'word', text: word, line });
      skip(word);
      continue;
    }
    const regex = mayBeginRegex(tokens.at(-1)) ? take(REGEX) : undefined;
    if (regex) {
      skip(regex);
      tokens.push({ kind: 'word', text: '/regex/', line });
      continue;
    }
    const sign = source[at] ?? '';
    skip(sign);
    if (sign === '`') {
      tokens.push({ kind: 'word', text: '`template`', line });
      skipTemplate();
    } else if (sign === '}' && templates.at(-1) === 0) {
      templates.pop();
      skipTemplate();
    } else {
      const open = templates.length - 1;
      if (open >= 0 && sign === '{') templates[open] = (templates[open] ?? 0) + 1;
      if (open >= 0 && sign === '}') templates[open] = (templates[open] ?? 0) - 1;
      tokens.push({ kind: 'sign', text: sign, line });
    }
  }
  return tokens;
}

function mayBeginRegex(before: Token | undefined): boolean {
  if (before === undefined) return true;
  if (before.kind === 'word') return BEFORE_REGEX.has(before.text);
  return before.kind === 'sign' && !')]}'.includes(before.text);
}
