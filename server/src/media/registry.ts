import { Problem } from '@pegasus/core/problem.ts';
import type { Decoder } from './define.ts';
import { ffmpeg } from './ffmpeg.ts';
import { isolation } from './isolation.ts';
import { nodeAv } from './node-av.ts';

/** In the order in which they are preferred. */
export const decoders: readonly Decoder[] = [ffmpeg, nodeAv];

/**
 * The first decoder that can be used on this machine, or the one that a setting names. Throws Problem
 * `setting-invalid` for a name that does not exist and `decoder-missing` when none can be used.
 */
export async function chooseDecoder(
  wanted?: string,
  from: readonly Decoder[] = decoders,
): Promise<{ decoder: Decoder; version: string }> {
  const candidates = wanted === undefined ? from : from.filter(({ name }) => name === wanted);
  if (candidates.length === 0) {
    const names = from.map(({ name }) => name).join(', ');
    throw new Problem('setting-invalid', `There is no decoder of that name; there are: ${names}.`);
  }
  const remedies: string[] = [];
  for (const decoder of candidates) {
    const state = await decoder.available();
    if (state.ok) return { decoder, version: state.version };
    remedies.push(`${decoder.name}: ${state.remedy}`);
  }
  throw new Problem('decoder-missing', remedies.join(' '));
}

/** Whether decoders find no network, whatever a file makes of them. */
export async function areDecodersIsolated(): Promise<boolean> {
  return (await isolation()).length > 0;
}
