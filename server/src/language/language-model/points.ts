import { itemId } from '@pegasus/core/artifacts/item-id.ts';
import { type Summary, summary } from '@pegasus/core/artifacts/summary.ts';
import type { Preset, PresetSection } from '@pegasus/core/presets/define.ts';
import { z } from 'zod';
import { citation, defineKind, isSaid, PROVEN, sourcesOf, tidy } from './item-kind.ts';
import { describeRoles } from './roles.ts';

type Section = Summary['sections'][number];
export interface Point {
  section: string;
  bullet: Section['chunks'][number]['bullets'][number];
}
export interface Row {
  section: string;
  row: Section['rows'][number];
}

const isTable = ({ layout }: PresetSection) => layout === 'table';
const pointSections = ({ sections }: Preset) => sections.filter((section) => !isTable(section));
const tableSections = ({ sections }: Preset) => sections.filter(isTable);

function mostOf(preset: Preset, sections: readonly PresetSection[]): number {
  return preset.artifacts.includes('summary') ? sections.reduce((sum, { most }) => sum + most, 0) : 0;
}

function style({ sentences: { maxWords, maxGrade } }: Preset): string {
  const plain = maxGrade === undefined ? '' : ` Plain words, as for a reader of school grade ${maxGrade}.`;
  return `No sentence of more than ${maxWords} words.${plain}`;
}

/** Points and steps of the summary. */
export const points = defineKind({
  most: (preset) => mostOf(preset, pointSections(preset)),
  schema: (preset) =>
    z.object({
      section: z.enum(pointSections(preset).map(({ id }) => id)),
      text: z.string(),
      ...citation,
    }),
  wording: (preset, share): string =>
    [
      `\`points\`: for the summary, each with \`section\` and \`text\`, ${PROVEN}. ${style(preset)} Sections:`,
      ...pointSections(preset).map(
        ({ id, title, collects, layout, most }) =>
          `- ${id} («${title}»${layout === 'steps' ? ', read as numbered steps' : ''}), at most ${share(most)}: ` +
          `${describeRoles(collects)}.`,
      ),
    ].join('\n'),
  build(reply, context): Point | string {
    const sources = sourcesOf(reply, context);
    if (typeof sources === 'string') return sources;
    const text = tidy(reply.text);
    if (text === '') return 'it has no text';
    const id = itemId('bullet', reply.section, text);
    const bullet = { id, sources, text, verbatim: isSaid(text, sources, context) };
    return { section: reply.section, bullet };
  },
  items: ({ section, bullet }) =>
    summary.items({
      sections: [{ id: section, title: '', chunks: [{ minutes: 1, bullets: [bullet] }], rows: [] }],
    }),
});

/** Rows of the tables of the summary. */
export const rows = defineKind({
  most: (preset) => mostOf(preset, tableSections(preset)),
  schema: (preset) =>
    z.object({
      section: z.enum(tableSections(preset).map(({ id }) => id)),
      cells: z.array(z.string()),
      ...citation,
    }),
  wording: (preset, share): string =>
    [
      `\`rows\`: for the tables of the summary, each with \`section\` and \`cells\`, ${PROVEN}. ${style(preset)} Tables:`,
      ...tableSections(preset).map(
        ({ id, columns = [], collects, most }) =>
          `- ${id}, at most ${share(most)} rows of ${columns.length} cells (${columns.join(' | ')}): ${describeRoles(collects)}.`,
      ),
    ].join('\n'),
  build(reply, context): Row | string {
    const plan = context.preset.sections.find(({ id }) => id === reply.section);
    const cells = reply.cells.map(tidy);
    const wanted = plan?.columns?.length ?? 0;
    if (cells.length !== wanted || cells.includes('')) return `it needs ${wanted} cells that are not empty`;
    const sources = sourcesOf(reply, context);
    if (typeof sources === 'string') return sources;
    const verbatim = cells.every((cell) => isSaid(cell, sources, context));
    return { section: reply.section, row: { id: itemId('row', ...cells), sources, cells, verbatim } };
  },
  items: ({ section, row }) =>
    summary.items({ sections: [{ id: section, title: '', chunks: [], rows: [row] }] }),
});
