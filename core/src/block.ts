import { z } from 'zod';

/**
 * How an artifact tells itself. Exporters and screens read blocks and never artifact types, so a new
 * artifact type prints everywhere and a new exporter prints everything.
 * Moments are seconds from the beginning of the recording. Text is verbatim plain text: whoever writes a
 * format escapes it for that format.
 */
const moment = z.number().nonnegative().optional();
const itemId = z.string().optional();

export const OutlineNode = z.object({
  id: z.string(),
  title: z.string(),
  start: z.number(),
  end: z.number(),
  get children() {
    return z.array(OutlineNode);
  },
});
export type OutlineNode = z.infer<typeof OutlineNode>;

export const Block = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('heading'),
    level: z.int().min(1).max(4),
    text: z.string(),
    moment,
    minutes: z.number().optional(),
  }),
  z.object({ kind: z.literal('paragraph'), text: z.string(), moment, itemId }),
  /** Something about the material and not of it, such as «No examples were found.» */
  z.object({ kind: z.literal('note'), text: z.string() }),
  z.object({
    kind: z.literal('list'),
    ordered: z.boolean(),
    items: z.array(z.object({ text: z.string(), moment, itemId })),
  }),
  z.object({
    kind: z.literal('table'),
    header: z.array(z.string()),
    rows: z.array(z.object({ cells: z.array(z.string()), moment, itemId })),
  }),
  z.object({ kind: z.literal('outline'), nodes: z.array(OutlineNode) }),
  z.object({
    kind: z.literal('term'),
    term: z.string(),
    definition: z.string().optional(),
    example: z.string().optional(),
    otherNames: z.array(z.string()),
    moments: z.array(z.number()),
    itemId,
  }),
  z.object({
    kind: z.literal('card'),
    form: z.enum(['basic', 'cloze']),
    /** For a cloze, the sentence with the hidden words replaced by a gap. */
    front: z.string(),
    /** For a cloze, the hidden words. */
    back: z.string(),
    /** For a cloze, the whole sentence and where the hidden words stand in it, in UTF-16 units. */
    cloze: z.object({ text: z.string(), start: z.int(), end: z.int() }).optional(),
    difficulty: z.int().min(1).max(3),
    tags: z.array(z.string()),
    moment,
    itemId,
  }),
  z.object({
    kind: z.literal('question'),
    form: z.enum(['multiple-choice', 'true-false', 'short-answer', 'essay']),
    prompt: z.string(),
    options: z.array(z.string()).optional(),
    answer: z.string(),
    explanation: z.string(),
    markScheme: z.array(z.object({ point: z.string(), marks: z.int().positive() })).optional(),
    moment,
    itemId,
  }),
  z.object({
    kind: z.literal('map'),
    concepts: z.array(z.object({ id: z.string(), name: z.string(), moment })),
    relations: z.array(z.object({ from: z.string(), to: z.string(), label: z.string(), moment, itemId })),
  }),
]);
export type Block = z.infer<typeof Block>;
