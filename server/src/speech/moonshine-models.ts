/**
 * Where the models are: inside npm packages, so that an install needs nothing but npm. Every file is pinned
 * by its SHA-256; a file that differs is never loaded.
 */
import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { Problem } from '@pegasus/core/problem.ts';

export const MOONSHINE_MODELS = ['base', 'tiny'] as const;
export type MoonshineModel = (typeof MOONSHINE_MODELS)[number];

/** Absolute paths. */
export interface MoonshineFiles {
  encoder: string;
  decoder: string;
  vad: string;
  tokens: string;
}

const VAD_SHA256 = '2623a2953f6ff3d2c1e61740c6cdb7168133479b267dfef114a4a3cc5bdd788f';
const TOKENS_SHA256 = '9b7dbd8d2ae20e11d26ec64840b3934b3b1b569a05f927100f261691e9063a94';

export const MODEL_SHA256: Record<MoonshineModel, Record<keyof MoonshineFiles, string>> = {
  base: {
    encoder: '1dd9ab0a7f987113d30affcba5a068d11c8f90fa0223caa3e491ade431ad9751',
    decoder: 'cc9f3cd6698a369c6008b41aa60aa3fb3322e7f03c9bdf19d8e6b7200afca4f3',
    vad: VAD_SHA256,
    tokens: TOKENS_SHA256,
  },
  tiny: {
    encoder: 'c6fc4b7bc5af75c0591fd157a1f3829b533d18e9769a888fd95a62e470dd4f4a',
    decoder: 'eed87831c3a6103534aae7d47a5d485025c659a1323901513961c39fe8a1a367',
    vad: VAD_SHA256,
    tokens: TOKENS_SHA256,
  },
};

/**
 * Finds the model files, writes `tokens.txt` into `cacheFolder` if it is not there, and checks every hash.
 * Takes about a tenth of a second. Throws Problem `speech-unavailable` or `data-folder-unwritable`.
 */
export async function prepareMoonshine(model: MoonshineModel, cacheFolder: string): Promise<MoonshineFiles> {
  const moonshine = packageFolder('@usefulsensors/moonshine-js');
  const quantized = join(moonshine, 'model', model, 'quantized');
  const files: MoonshineFiles = {
    encoder: join(quantized, 'encoder_model.onnx'),
    decoder: join(quantized, 'decoder_model_merged.onnx'),
    vad: join(packageFolder('@ricky0123/vad-web'), 'silero_vad_v5.onnx'),
    tokens: await writeTokens(cacheFolder),
  };
  for (const part of ['encoder', 'decoder', 'vad'] as const) {
    const found = await sha256OfFile(files[part]);
    if (found !== MODEL_SHA256[model][part]) {
      throw new Problem(
        'speech-unavailable',
        `The ${part} file of the Moonshine ${model} model is not the expected one.`,
      );
    }
  }
  return files;
}

/** The folder of a package's entry file: neither package exports its package.json or its model files. */
function packageFolder(name: string): string {
  try {
    return dirname(fileURLToPath(import.meta.resolve(name)));
  } catch (cause) {
    throw new Problem('speech-unavailable', `The npm package ${name} is not installed.`, { cause });
  }
}

/**
 * Moonshine uses the LLaMA vocabulary; sherpa-onnx wants it as one line an id. Kept under its hash, so a
 * file that was cut short or edited is made again.
 */
async function writeTokens(cacheFolder: string): Promise<string> {
  const path = join(cacheFolder, `moonshine-tokens-${TOKENS_SHA256.slice(0, 12)}.txt`);
  const present = await readFile(path).catch(undefinedIfMissing);
  if (present && sha256(present) === TOKENS_SHA256) return path;

  const { default: tokenizer } = await import('llama-tokenizer-js');
  const text = tokenizer.vocabById
    .map((piece, id) => `${Buffer.from(piece).toString('base64')} ${id}\n`)
    .join('');
  if (sha256(text) !== TOKENS_SHA256) {
    throw new Problem('speech-unavailable', 'The vocabulary of llama-tokenizer-js is not the expected one.');
  }
  try {
    await mkdir(cacheFolder, { recursive: true });
    const draft = `${path}.${randomUUID()}`;
    await writeFile(draft, text, { flush: true });
    await rename(draft, path);
  } catch (cause) {
    throw new Problem('data-folder-unwritable', 'The cache folder of the speech models.', { cause });
  }
  return path;
}

function undefinedIfMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
  throw new Problem('file-unreadable', 'The cached vocabulary of the speech model.', { cause: error });
}

function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

async function sha256OfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  try {
    await pipeline(createReadStream(path), hash);
  } catch (cause) {
    throw new Problem('speech-unavailable', 'A model file cannot be read.', { cause });
  }
  return hash.digest('hex');
}
