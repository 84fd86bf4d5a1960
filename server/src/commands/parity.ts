import { readFile, writeFile } from 'node:fs/promises';
import { createClient } from '@pegasus/core/client.ts';
import { compareEnvironments, Environment } from '@pegasus/core/environment.ts';
import { Problem } from '@pegasus/core/problem.ts';
import type { Config } from '../config.ts';
import { describeEnvironment } from '../environment.ts';
import { createLog } from '../log.ts';
import { openPlaces } from '../services.ts';
import { EXIT } from './exit-code.ts';
import type { Terminal } from './terminal.ts';

interface Context {
  config: Config;
  terminal: Terminal;
  signal: AbortSignal;
}

export interface ParityOptions {
  allowed?: string;
  leftToken?: string;
  rightToken?: string;
}

/** A difference that is meant to be, and why. */
export interface AllowedDifference {
  /** Name of the difference; `*` at its end stands for anything. */
  name: string;
  why: string;
}

/** Tells what this environment is made of, for a file that another can be compared with. */
export async function runEnvironment(
  { out }: { out?: string },
  { config, terminal }: Context,
): Promise<{ code: number; result: unknown }> {
  const places = await openPlaces(config, createLog(config.logLevel));
  try {
    const environment = await describeEnvironment({ config, database: places.database });
    const text = `${JSON.stringify(environment, null, 2)}\n`;
    if (out) {
      await writeFile(out, text);
      terminal.print(`Written to ${out}.`);
    } else terminal.print(text.trimEnd());
    return { code: EXIT.ok, result: environment };
  } finally {
    await places.close();
  }
}

/** Compares two environments, given as addresses or files. What differs and is not allowed fails. */
export async function runParity(
  left: string,
  right: string,
  options: ParityOptions,
  { terminal, signal }: Context,
): Promise<{ code: number; result: unknown }> {
  const allowed = options.allowed ? parseAllowed(await readText(options.allowed)) : [];
  const [one, other] = await Promise.all([
    readEnvironment(left, options.leftToken, signal),
    readEnvironment(right, options.rightToken, signal),
  ]);
  const differences = compareEnvironments(one, other).map((difference) => {
    const why = allowed.find(({ name }) => fits(name, difference.name))?.why;
    return { ...difference, ...(why === undefined ? {} : { allowed: why }) };
  });
  const wrong = differences.filter((difference) => !('allowed' in difference));
  for (const { name, left: mine, right: theirs, ...rest } of differences)
    terminal.print(
      `${'allowed' in rest ? '–' : '✗'} ${name}: ${mine ?? 'not there'} ↔ ${theirs ?? 'not there'}${'allowed' in rest ? ` (${rest.allowed})` : ''}`,
    );
  const unused = allowed.filter(({ name }) => !differences.some((difference) => fits(name, difference.name)));
  if (unused.length > 0)
    terminal.say(`Allowed and not different any more: ${unused.map(({ name }) => name).join(', ')}.`);
  terminal.print(
    wrong.length === 0
      ? `The same, but for ${differences.length} differences that are allowed.`
      : `${wrong.length} differences that nobody allowed.`,
  );
  return { code: wrong.length === 0 ? EXIT.ok : EXIT.environment, result: { differences, unused } };
}

/** A line each, `name: why`; `#` begins a comment. A difference that nobody can explain is not allowed. */
export function parseAllowed(text: string): AllowedDifference[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [, name, why] = /^([\w.*-]+):\s+(\S.*)$/.exec(line) ?? [];
      if (!name || !why)
        throw new Problem('request-invalid', `A line of the allowed differences is not «name: why»: ${line}`);
      if (name.replace(/\*$/, '').split('.').length < 2)
        throw new Problem('request-invalid', `${name} would allow a whole part; name what is in it.`);
      return { name, why };
    });
}

function fits(allowed: string, name: string): boolean {
  return allowed.endsWith('*') ? name.startsWith(allowed.slice(0, -1)) : name === allowed;
}

async function readEnvironment(
  place: string,
  tokenFile: string | undefined,
  signal: AbortSignal,
): Promise<Environment> {
  if (/^https?:\/\//.test(place)) {
    const token = tokenFile ? (await readText(tokenFile)).trim() : undefined;
    const headers = () => (token ? { authorization: `Bearer ${token}` } : {}) as Record<string, string>;
    return createClient({ baseUrl: place, headers }).getEnvironment({ signal });
  }
  const read = Environment.safeParse(parseJson(await readText(place)));
  if (!read.success)
    throw new Problem('request-invalid', `${place} is not what «pegasus environment --out» writes.`);
  return read.data;
}

async function readText(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((error: unknown) => {
    throw new Problem('request-invalid', `${path} cannot be read.`, { cause: error });
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Told by whoever wanted an environment of it.
    return undefined;
  }
}
