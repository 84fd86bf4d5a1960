import type { Preset } from '@pegasus/core/presets/define.ts';
import { presets } from '@pegasus/core/presets/registry.ts';
import { LANGUAGE_PROVIDERS } from '@pegasus/server/language/registry.ts';
import { type LectureSource, type Production, produce } from './produce.ts';

/** Every lecture under every preset, by the embedded generator. */
export async function produceUnderAll(sources: readonly LectureSource[]): Promise<Production[]> {
  const productions: Production[] = [];
  for (const [place, source] of sources.entries()) {
    for (const preset of presets) productions.push(await produceEmbedded(source, preset, { place }));
  }
  return productions;
}

/** One lecture by the embedded generator, with its notes in Markdown unless other exports are named. */
export async function produceEmbedded(
  source: LectureSource,
  preset: Preset,
  options: Parameters<typeof produce>[3] = {},
): Promise<Production> {
  const language = LANGUAGE_PROVIDERS.extractive();
  try {
    return await produce(source, preset, language, { exports: ['markdown'], ...options });
  } finally {
    await language.close();
  }
}
