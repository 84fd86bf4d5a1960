import { readFile } from 'node:fs/promises';
import { presetById } from '@pegasus/core/presets/registry.ts';
import { Segment } from '@pegasus/core/transcript.ts';
import type { LanguageProvider } from '@pegasus/server/language/define.ts';
import { z } from 'zod';
import { produce } from './produce.ts';

/** What `pegasus reported` writes. */
const Reported = z.object({
  format: z.literal('pegasus-reported'),
  version: z.literal(1),
  lectures: z.array(
    z.object({
      lectureId: z.string(),
      segments: z.array(Segment),
      items: z.array(z.object({ presetId: z.string(), itemId: z.string(), note: z.string().optional() })),
    }),
  ),
});

export interface ReportedScore {
  lectureId: string;
  presetId: string;
  itemId: string;
  note: string | undefined;
  /** Whether the generator makes it still. */
  stillMade: boolean;
}

/** Works the lectures of reported items through anew, and says of each item whether it comes again. */
export async function scoreReported(path: string, language: LanguageProvider): Promise<ReportedScore[]> {
  const { lectures } = Reported.parse(JSON.parse(await readFile(path, 'utf8')));
  const scores: ReportedScore[] = [];
  for (const { lectureId, segments, items } of lectures) {
    const bytes = Buffer.from(JSON.stringify({ segments }));
    for (const presetId of new Set(items.map((item) => item.presetId))) {
      const { items: made } = await produce({ name: lectureId, bytes }, presetById(presetId), language, {
        exports: [],
      });
      const ids = new Set(made.map(({ id }) => id));
      for (const { itemId, note } of items.filter((item) => item.presetId === presetId)) {
        scores.push({ lectureId, presetId, itemId, note, stillMade: ids.has(itemId) });
      }
    }
  }
  return scores;
}
