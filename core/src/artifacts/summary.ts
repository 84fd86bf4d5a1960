import { z } from 'zod';
import type { Block } from '../block.ts';
import { momentOf } from '../transcript.ts';
import { type ArtifactType, itemFields } from './define.ts';

const Bullet = z.object({ ...itemFields, text: z.string().min(1), verbatim: z.boolean() });

/** A part of a section that is read in one go. */
const Chunk = z.object({
  title: z.string().optional(),
  /** Minutes that it takes to read and think through. */
  minutes: z.number().positive(),
  bullets: z.array(Bullet),
});

/** A row that sets one thing against another, such as claim and evidence. */
const Row = z.object({
  ...itemFields,
  cells: z.array(z.string().min(1)).min(2),
  /** True when every cell stands in the cited segments word for word. */
  verbatim: z.boolean(),
});

const Section = z.object({
  /** Id of the preset's section. */
  id: z.string(),
  title: z.string(),
  chunks: z.array(Chunk),
  rows: z.array(Row),
});

export const Summary = z.object({ sections: z.array(Section) });
export type Summary = z.infer<typeof Summary>;

export const summary: ArtifactType<'summary', Summary> = {
  name: 'summary',
  title: 'Summary',
  version: 1,
  body: Summary,
  items: (body) =>
    body.sections.flatMap((section) => [
      ...section.chunks.flatMap((chunk) =>
        chunk.bullets.map((bullet) => ({
          id: bullet.id,
          kind: 'bullet',
          sources: bullet.sources,
          claim: bullet.text,
          verbatim: bullet.verbatim,
          section: section.id,
        })),
      ),
      ...section.rows.map((row) => ({
        id: row.id,
        kind: 'row',
        sources: row.sources,
        claim: row.cells.join('\n'),
        verbatim: row.verbatim,
        section: section.id,
      })),
    ]),
  keep: (body, ids) => ({
    sections: body.sections.map((section) => ({
      ...section,
      chunks: section.chunks
        .map((chunk) => ({ ...chunk, bullets: chunk.bullets.filter((bullet) => ids.has(bullet.id)) }))
        .filter((chunk) => chunk.bullets.length > 0),
      rows: section.rows.filter((row) => ids.has(row.id)),
    })),
  }),
  resource: (body, sources) => {
    const moved = <T extends { id: string; sources: string[] }>(item: T): T => ({
      ...item,
      sources: sources.get(item.id) ?? item.sources,
    });
    return {
      sections: body.sections.map((section) => ({
        ...section,
        chunks: section.chunks.map((chunk) => ({ ...chunk, bullets: chunk.bullets.map(moved) })),
        rows: section.rows.map(moved),
      })),
    };
  },
  blocks: (body, { preset, segments }) =>
    body.sections.flatMap((section): Block[] => {
      const plan = preset.sections.find(({ id }) => id === section.id);
      const blocks: Block[] = [{ kind: 'heading', level: 2, text: section.title }];
      if (section.chunks.length === 0 && section.rows.length === 0) {
        return [...blocks, { kind: 'note', text: plan?.whenEmpty ?? 'Nothing for this was found.' }];
      }
      for (const chunk of section.chunks) {
        if (chunk.title)
          blocks.push({ kind: 'heading', level: 3, text: chunk.title, minutes: chunk.minutes });
        blocks.push({
          kind: 'list',
          ordered: plan?.layout === 'steps',
          items: chunk.bullets.map(({ id, text, sources }) => ({
            text,
            itemId: id,
            moment: momentOf(segments, sources),
          })),
        });
      }
      if (section.rows.length > 0) {
        blocks.push({
          kind: 'table',
          header: [...(plan?.columns ?? [])],
          rows: section.rows.map(({ id, cells, sources }) => ({
            cells,
            itemId: id,
            moment: momentOf(segments, sources),
          })),
        });
      }
      return blocks;
    }),
};
