import type { Preset } from '@pegasus/core/presets/define.ts';
import { exam } from '@pegasus/core/presets/exam.ts';
import { Problem } from '@pegasus/core/problem.ts';
import type { EarlierConcept } from '@pegasus/core/threads/earlier-concepts.ts';
import { segmentId, type Transcript } from '@pegasus/core/transcript.ts';
import type { Draft } from '../define.ts';
import { createLanguageModel } from '../language-model.ts';
import type { CallUsage, LanguageTools } from './call.ts';
import type { LanguageSettings } from './settings.ts';
import { type ModelAnswer, type ModelCall, openModelServer } from './test-server.ts';
import { QUICK, settingsFor } from './test-settings.ts';
import type { VendorName } from './vendors.ts';

/** Sentences as segments of eight seconds. */
export function lecture(...sentences: string[]): Transcript {
  const segments = sentences.map((text, at) => ({ id: segmentId(at), start: at * 8, end: at * 8 + 7, text }));
  return { language: 'en', seconds: segments.length * 8, segments, provenance: { provider: 'test' } };
}

export const CELLS = lecture(
  'Today we look at cells and how they keep themselves alive.',
  'A cell is a small unit of life that is bounded by a membrane.',
  'Osmosis is the movement of water through a membrane from a weak solution to a strong one.',
  'Diffusion is the movement of particles from a crowded place to an empty one.',
  'Active transport is a kind of transport that uses energy to move particles.',
  'Osmosis matters to plants because water pressure keeps their stems upright.',
  'A red blood cell lives for about 120 days.',
);

export interface Run {
  draft?: Draft;
  problem?: Problem;
  /** What was thrown and is no Problem. */
  thrown?: unknown;
  calls: ModelCall[];
  usage: CallUsage[];
  /** Problems that were worked around. */
  reported: Problem[];
}

interface Changes {
  settings?: Partial<LanguageSettings>;
  tools?: LanguageTools;
  transcript?: Transcript;
  preset?: Preset;
  signal?: AbortSignal;
  earlier?: readonly EarlierConcept[];
}

/** One lecture through a language model that answers as it is told. */
export async function run(
  vendor: VendorName,
  answer: (call: ModelCall, count: number) => ModelAnswer,
  { settings, tools, transcript = CELLS, preset = exam, signal, earlier = [] }: Changes = {},
): Promise<Run> {
  const server = await openModelServer(vendor, answer);
  const usage: CallUsage[] = [];
  const provider = createLanguageModel(vendor, settingsFor(server.url, settings), {
    ...QUICK,
    onUsage: (one) => usage.push(one),
    ...tools,
  });
  const request = { transcript, preset, courseName: 'Biology', lectureTitle: 'Cells', earlier };
  const reported: Problem[] = [];
  const context = {
    signal: signal ?? new AbortController().signal,
    onProgress() {},
    report: (problem: Problem) => reported.push(problem),
  };
  try {
    return { draft: await provider.generate(request, context), calls: server.calls, usage, reported };
  } catch (error) {
    const how = error instanceof Problem ? { problem: error } : { thrown: error };
    return { ...how, calls: server.calls, usage, reported };
  } finally {
    await server.close();
  }
}
