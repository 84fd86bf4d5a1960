import { execFile } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Finding, Scan } from './define.ts';

const MOST_BYTES = 2_000_000;

/** What keys and tokens look like. Each pattern is written so that it does not find itself. */
const PATTERNS: Readonly<Record<string, RegExp>> = {
  'private key': /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----/,
  'token of Pegasus': /\bpg[warl]_[A-Za-z0-9_-]{43}\b/,
  'AWS access key': /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/,
  'GitHub token': /\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{60,})\b/,
  'npm token': /\bnpm_[A-Za-z0-9]{36}\b/,
  'Slack token': /\bxox[abprs]-[A-Za-z0-9-]{10,}/,
  'Google key': /\bAIza[0-9A-Za-z_-]{35}\b/,
  'key of OpenAI or Anthropic': /\bsk-(?:ant-|proj-)?[A-Za-z0-9_-]{32,}\b/,
  'JSON web token': /\beyJ[A-Za-z0-9_-]{15,}\.eyJ[A-Za-z0-9_-]{15,}\.[A-Za-z0-9_-]{15,}/,
  'password in an address':
    /\b(?:postgres(?:ql)?|smtps?|https?|amqp|redis):\/\/[^\s:/@'"`$]+:(?!\$|\{|<)[^\s@'"`$]{6,}@(?!127\.0\.0\.1|localhost|[\w.-]*example|(?:db|postgres|host|database)\b[:/])/,
};
/** A value that looks made by chance, given to something that is called a secret. */
const ASSIGNED = /(?:secret|password|token|api_?key)["']?\s*[:=]\s*["']([A-Za-z0-9+/_=-]{24,})["']/i;
const LEAST_ENTROPY_BITS = 4.2;

export const committedSecretsScan: Scan = {
  name: 'secrets',
  about: 'keys, tokens and passwords in files that git knows',
  run: async (root) => {
    const { stdout } = await promisify(execFile)(
      'git',
      ['ls-files', '-z', '--cached', '--others', '--exclude-standard'],
      {
        cwd: root,
        maxBuffer: 50e6,
      },
    );
    const files = stdout.split('\0').filter(Boolean);
    const findings: Finding[] = [];
    for (const file of files) findings.push(...(await scanFile(root, file)));
    return { findings, looked: `${files.length} files` };
  },
};

async function scanFile(root: string, file: string): Promise<Finding[]> {
  const path = join(root, file);
  const facts = await stat(path).catch((error) => {
    // Deleted, but git was not told yet.
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (!facts?.isFile() || facts.size > MOST_BYTES) return [];
  const content = await readFile(path);
  if (content.subarray(0, 8000).includes(0)) return [];
  return findSecrets(file, content.toString('utf8'));
}

export function findSecrets(file: string, text: string): Finding[] {
  return text.split('\n').flatMap((line, index) => {
    const kinds = Object.entries(PATTERNS)
      .filter(([, pattern]) => pattern.test(line))
      .map(([kind]) => kind);
    const value = ASSIGNED.exec(line)?.[1];
    if (value && entropy(value) >= LEAST_ENTROPY_BITS) kinds.push('secret by chance');
    // The value itself is not repeated: what is printed ends up in logs.
    return kinds.map((kind) => ({
      subject: `${file}:${kind}`,
      says: `${file}:${index + 1} holds a ${kind}`,
    }));
  });
}

/** Bits a character, by how often each occurs (Shannon). */
function entropy(text: string): number {
  const counts = Map.groupBy(text, (character) => character);
  return [...counts.values()].reduce((bits, { length }) => {
    const share = length / text.length;
    return bits - share * Math.log2(share);
  }, 0);
}
