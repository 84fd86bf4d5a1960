import { readTokens, type Token } from './tokens.ts';

/** One place where a file names another. */
export interface Import {
  specifier: string;
  line: number;
  /**
   * Whether the named file is really loaded. Only a whole `import type` or `export type` statement is
   * erased: `import { type A }` still loads it. A process started by its address loads nothing here.
   */
  loads: boolean;
}

/** What the law wants to know of a file. */
export interface Facts {
  imports: Import[];
  /** Lines with an import whose name is computed, which nobody can follow. */
  computedImports: number[];
  /** Lines that read the environment. */
  environment: number[];
  defaultExports: number[];
  lines: number;
}

export function readFacts(source: string): Facts {
  const tokens = readTokens(source);
  const facts: Facts = {
    imports: [],
    computedImports: [],
    environment: [],
    defaultExports: [],
    lines: countLines(source),
  };
  for (let at = 0; at < tokens.length; at++) {
    const { kind, text, line } = tokens[at] as Token;
    if (kind !== 'word' || isMember(tokens, at)) continue;
    if (text === 'import') readImport(tokens, at, facts);
    else if (text === 'export') readExport(tokens, at, facts);
    else if (text === 'process' && readsEnvironment(tokens, at)) facts.environment.push(line);
    else if (text === 'URL') readAddress(tokens, at, facts);
  }
  return facts;
}

function readImport(tokens: Token[], at: number, facts: Facts): void {
  const { line } = tokens[at] as Token;
  const next = tokens[at + 1];
  if (next === undefined || next.text === '.' || next.text === ':') return;
  if (next.kind === 'string') {
    facts.imports.push({ specifier: next.text, line, loads: true });
  } else if (next.text === '(') {
    const name = tokens[at + 2];
    if (name?.kind === 'string') facts.imports.push({ specifier: name.text, line, loads: true });
    else facts.computedImports.push(line);
  } else {
    const from = findFrom(tokens, at + 1);
    if (from === undefined) return;
    facts.imports.push({ specifier: from.text, line: from.line, loads: !isTypeOnly(tokens, at) });
    const names = tokens.slice(at, tokens.indexOf(from));
    const isProcess = from.text === 'node:process' || from.text === 'process';
    if (isProcess && names.some(({ text }) => text === 'env')) facts.environment.push(line);
  }
}

function readExport(tokens: Token[], at: number, facts: Facts): void {
  const { line } = tokens[at] as Token;
  const next = tokens[at + 1];
  if (next?.text === 'default') {
    facts.defaultExports.push(line);
    return;
  }
  const opening = next?.text === 'type' ? tokens[at + 2] : next;
  if (opening?.text !== '{' && opening?.text !== '*') return;
  const end = opening.text === '{' ? findClosing(tokens, tokens.indexOf(opening, at)) : at + 2;
  const names = tokens.slice(at, end);
  if (names.some(({ text }, index) => text === 'default' && names[index - 1]?.text === 'as')) {
    facts.defaultExports.push(line);
  }
  const from = findFrom(tokens, end);
  if (from) facts.imports.push({ specifier: from.text, line: from.line, loads: next?.text !== 'type' });
}

/** The string after the next `from`, as long as nothing but names, commas and braces stands before it. */
function findFrom(tokens: Token[], start: number): Token | undefined {
  for (let at = start; at < tokens.length; at++) {
    const { kind, text } = tokens[at] as Token;
    const next = tokens[at + 1];
    if (text === 'from' && next?.kind === 'string') return next;
    if (kind === 'string' && tokens[at + 1]?.text !== 'as') return undefined;
    if (kind === 'sign' && !'{},*'.includes(text)) return undefined;
  }
  return undefined;
}

function findClosing(tokens: Token[], opening: number): number {
  let at = opening;
  while (at < tokens.length && tokens[at]?.text !== '}') at++;
  return at + 1;
}

/** `import type A`, `import type { A }`, but neither `import type from` nor `import { type A }`. */
function isTypeOnly(tokens: Token[], at: number): boolean {
  return tokens[at + 1]?.text === 'type' && tokens[at + 2]?.text !== 'from';
}

function isMember(tokens: Token[], at: number): boolean {
  return tokens[at - 1]?.text === '.' && tokens[at - 2]?.text !== '.';
}

/** `process.env`, `process?.env`, `process['env']` and `const { env } = process`. */
function readsEnvironment(tokens: Token[], at: number): boolean {
  const after = tokens.slice(at + 1, at + 4).map(({ text }) => text);
  if (after[0] === '.' && after[1] === 'env') return true;
  if (after[0] === '?' && after[1] === '.' && after[2] === 'env') return true;
  if (after[0] === '[' && after[1] === 'env') return true;
  if (tokens[at - 1]?.text !== '=' || tokens[at - 2]?.text !== '}') return false;
  const opening = tokens.findLastIndex(({ text }, index) => index < at && text === '{');
  return tokens.slice(opening, at).some(({ text }) => text === 'env');
}

/** `new URL('./program.ts', import.meta.url)` names a file that runs in a process or thread of its own. */
function readAddress(tokens: Token[], at: number, facts: Facts): void {
  const name = tokens[at + 2];
  if (tokens[at + 1]?.text !== '(' || name?.kind !== 'string' || !/^\.\.?\/.*\.tsx?$/.test(name.text)) return;
  facts.imports.push({ specifier: name.text, line: name.line, loads: false });
}

function countLines(source: string): number {
  const lines = source.split('\n').length;
  return source.endsWith('\n') ? lines - 1 : lines;
}
