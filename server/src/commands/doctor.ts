import { mkdtemp, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toProblem } from '@pegasus/core/problem.ts';
import type { Config } from '../config.ts';
import { openDataFolder } from '../data-folder.ts';
import { LANGUAGE_PROVIDERS } from '../language/registry.ts';
import { areDecodersIsolated, decoders } from '../media/registry.ts';
import { SPEECH_PROVIDERS } from '../speech/registry.ts';
import { EXIT } from './exit-code.ts';
import type { Terminal } from './terminal.ts';

interface Finding {
  what: string;
  ok: boolean;
  /** Whether Pegasus can do its work without it. */
  needed: boolean;
  detail: string;
}

/** Looks at everything that a lecture needs on this machine and says what is missing and how to get it. */
export async function runDoctor({
  config,
  terminal,
}: {
  config: Config;
  terminal: Terminal;
}): Promise<{ code: number; result: unknown }> {
  const findings = [
    { what: 'Node.js', ok: true, needed: true, detail: process.versions.node },
    await check('data folder', true, async () => {
      openDataFolder(config.data).close();
      const { bavail, bsize } = await statfs(config.data);
      return `${config.data}, ${Math.round((bavail * bsize) / 1e9)} GB free`;
    }),
    ...(await findDecoders()),
    await findIsolation(),
    await check(`speech (${config.speech})`, true, async () => {
      const cacheFolder = await mkdtemp(join(tmpdir(), 'pegasus-doctor-'));
      const speech = SPEECH_PROVIDERS[config.speech]({ cacheFolder });
      try {
        await speech.check();
        return 'model files are there and are the right ones';
      } finally {
        await speech.close();
        await rm(cacheFolder, { recursive: true, force: true });
      }
    }),
    await check(`generator (${config.language})`, true, async () => {
      const language = LANGUAGE_PROVIDERS[config.language](config);
      try {
        await language.check();
        return `${language.generator.name} ${language.generator.version}`;
      } finally {
        await language.close();
      }
    }),
  ];
  for (const { what, ok, needed, detail } of findings)
    terminal.print(`${ok ? '✓' : needed ? '✗' : '–'} ${what.padEnd(24)}${detail}`);
  const bad = findings.filter(({ ok, needed }) => needed && !ok);
  terminal.print(
    bad.length === 0
      ? '\nEverything that a lecture needs is here.'
      : `\nMissing: ${bad.map(({ what }) => what).join(', ')}.`,
  );
  return { code: bad.length === 0 ? EXIT.ok : EXIT.environment, result: { findings } };
}

/** Whether a decoder that was taken over by a file would find a network. */
async function findIsolation(): Promise<Finding> {
  const ok = await areDecodersIsolated();
  const detail = ok
    ? 'has a namespace of its own, without a network'
    : 'no namespace is to be had here; allow unprivileged user namespaces (Linux, package util-linux)';
  return { what: 'decoder network', ok, needed: false, detail };
}

async function findDecoders(): Promise<Finding[]> {
  const each = await Promise.all(
    decoders.map(async (decoder): Promise<Finding> => {
      const found = await decoder.available();
      return {
        what: `decoder ${decoder.name}`,
        ok: found.ok,
        needed: false,
        detail: found.ok ? found.version : found.remedy,
      };
    }),
  );
  const any = each.some(({ ok }) => ok);
  return [
    ...each,
    {
      what: 'any decoder',
      ok: any,
      needed: true,
      detail: any ? 'one is enough' : 'install ffmpeg, or run «npm install»',
    },
  ];
}

async function check(what: string, needed: boolean, look: () => Promise<string>): Promise<Finding> {
  try {
    return { what, ok: true, needed, detail: await look() };
  } catch (error) {
    const problem = toProblem(error);
    return { what, ok: false, needed, detail: `${problem.message} ${problem.entry.operator}` };
  }
}
