import type { Block, OutlineNode } from '@pegasus/core/block.ts';
import { shortTime } from '@pegasus/core/clock.ts';
import type { ExportOptions } from '@pegasus/core/export-options.ts';
import type { ExportMaterial } from '../define.ts';
import { oneLine } from '../plain-text.ts';
import { isAsked, tellCard, tellQuestion } from './asked.ts';
import { type Look, lookOf } from './look.ts';
import { drawMap } from './map-layout.ts';
import type { Moment, Of, Telling } from './telling.ts';
import { ownWords, type Words, wordsOf } from './words.ts';

/** What `guide.typ` reads. */
export interface Guide {
  look: Look;
  title: string;
  /** The title once more, as words that are set. */
  'title-words': Words;
  course: Words;
  description: string;
  keywords: string[];
  date: [year: number, month: number, day: number];
  language: { lang: string; region: string | null };
  facts: string[];
  contents: boolean;
  depth: number;
  parts: { title: Words; 'new-page': boolean; chunks: { together: boolean; blocks: object[] }[] }[];
  answers: { title: Words; items: object[] }[];
}

/** More moments of a term than these would fill the page. */
const MOST_MOMENTS = 8;
/** Fewer headings than these need no table of contents. */
const LEAST_CONTENTS = 4;

export function guideOf(material: ExportMaterial, options: ExportOptions): Guide {
  const look = lookOf(options);
  const momentOf = (seconds: number | undefined): Moment | null =>
    seconds === undefined ? null : { text: shortTime(seconds), url: material.momentUrl?.(seconds) ?? null };
  const { own } = material;
  const say = (text: string, itemId: string | undefined) =>
    itemId !== undefined && own?.has(itemId) ? ownWords(text) : wordsOf(text);
  const counter = { next: 1 };
  const answers: Guide['answers'] = [];
  const shown = material.artifacts.filter(({ blocks }) => blocks.length > 0);
  const parts = shown.map(({ title, blocks }) => {
    const told = stepped(blocks).map((block) => tell(block, { look, momentOf, say, counter }));
    const asked = told.filter(isAsked);
    if (options.answers === 'end' && asked.length > 0) answers.push({ title: wordsOf(title), items: asked });
    return { title: wordsOf(title), 'new-page': false, chunks: chunksOf(told, look) };
  });
  const headings = shown.flatMap(({ blocks }) => blocks).filter(({ kind }) => kind === 'heading').length;
  const [year = 1970, month = 1, day = 1] = material.createdAt.slice(0, 10).split('-').map(Number);
  return {
    look,
    title: oneLine(material.lectureTitle) || 'Lecture',
    'title-words': wordsOf(material.lectureTitle),
    course: wordsOf(material.courseName),
    description: `Revision guide in the style «${material.preset.title}» of a lecture of the course ${oneLine(material.courseName)}.`,
    keywords: [oneLine(material.courseName), material.preset.title],
    date: [year, month, day],
    language: languageOf(material.transcript.language),
    facts: [
      'Revision guide',
      material.preset.title,
      material.createdAt.slice(0, 10),
      `${shortTime(material.transcript.seconds)} of lecture`,
    ],
    contents: headings + shown.length >= LEAST_CONTENTS,
    depth: headings + shown.length > 40 && look.paper !== 'a4' ? 1 : 2,
    parts,
    answers,
  };
}

/** Headings in which no level is passed over: readers of the structure would look for what is missing. */
function stepped(blocks: readonly Block[]): Block[] {
  let level = 1;
  return blocks.map((block) => {
    if (block.kind !== 'heading') return block;
    level = Math.min(Math.max(2, block.level), level + 1);
    return { ...block, level };
  });
}

/** BCP 47 in the two parts that Typst knows. */
export function languageOf(tag: string): Guide['language'] {
  const [lang = '', ...rest] = oneLine(tag).split(/[-_]/);
  const region = rest.find((part) => /^[A-Za-z]{2}$/.test(part));
  return {
    lang: /^[A-Za-z]{2,3}$/.test(lang) ? lang.toLowerCase() : 'en',
    region: region ? region.toUpperCase() : null,
  };
}

/** In calm print, what follows a small heading stays on one page with it. */
function chunksOf(told: object[], look: Look): Guide['parts'][number]['chunks'] {
  if (look.print !== 'calm') return [{ together: false, blocks: told }];
  const chunks: Guide['parts'][number]['chunks'] = [];
  for (const block of told) {
    const small = 'kind' in block && block.kind === 'heading' && 'level' in block && block.level === 3;
    const last = chunks.at(-1);
    const goes = last?.together && 'kind' in block && block.kind === 'list' && last.blocks.length === 1;
    if (goes) last.blocks.push(block);
    else chunks.push({ together: small, blocks: [block] });
  }
  return chunks;
}

function tell(block: Block, telling: Telling): object {
  const { momentOf, say } = telling;
  switch (block.kind) {
    case 'heading': {
      // On a page that is read at one's own pace, «under 1 min» after every heading is noise.
      const told = block.minutes !== undefined && (block.minutes >= 1 || telling.look.print === 'calm');
      const minutes = told ? minutesOf(block.minutes ?? 0) : null;
      return { kind: 'heading', level: block.level, text: wordsOf(block.text), minutes };
    }
    case 'paragraph':
      return { kind: 'paragraph', text: say(block.text, block.itemId), moment: momentOf(block.moment) };
    case 'note':
      return { kind: 'note', text: wordsOf(block.text) };
    case 'list': {
      const items = block.items.map(({ text, moment, itemId }) => ({
        text: say(text, itemId),
        moment: momentOf(moment),
      }));
      return { kind: 'list', ordered: block.ordered, items };
    }
    case 'table':
      return tellTable(block, telling);
    case 'outline':
      return { kind: 'outline', nodes: block.nodes.map((node) => tellNode(node, telling)) };
    case 'term':
      return tellTerm(block, telling);
    case 'card':
      return tellCard(block, telling);
    case 'question':
      return tellQuestion(block, telling);
    case 'map':
      return tellMap(block, telling);
  }
}

function tellTable({ header, rows }: Of<'table'>, { momentOf, say }: Telling): object {
  const columns = Math.max(1, header.length, ...rows.map(({ cells }) => cells.length));
  const filled = (cells: readonly string[], itemId?: string) =>
    Array.from({ length: columns }, (_, at) =>
      at === columns - 1 ? say(cells[at] ?? '', itemId) : wordsOf(cells[at] ?? ''),
    );
  return {
    kind: 'table',
    columns,
    timed: rows.some(({ moment }) => moment !== undefined),
    header: filled(header),
    rows: rows.map(({ cells, moment, itemId }) => ({
      cells: filled(cells, itemId),
      moment: momentOf(moment),
    })),
  };
}

function tellNode({ id, title, start, end, children }: OutlineNode, telling: Telling): object {
  const range = { ...telling.momentOf(start), text: `${shortTime(start)}–${shortTime(end)}` };
  return {
    title: telling.say(title, id),
    moment: range,
    children: children.map((child) => tellNode(child, telling)),
  };
}

function tellTerm(
  { term, definition, example, otherNames, moments, itemId }: Of<'term'>,
  { momentOf, say }: Telling,
): object {
  return {
    kind: 'term',
    term: say(term, itemId),
    definition: definition === undefined ? null : wordsOf(definition),
    example: example === undefined ? null : wordsOf(example),
    names: otherNames.map(wordsOf),
    moments: moments.slice(0, MOST_MOMENTS).map(momentOf),
    more: moments.length > MOST_MOMENTS ? `and ${moments.length - MOST_MOMENTS} more` : null,
  };
}

function tellMap(map: Of<'map'>, { look, momentOf, say }: Telling): object {
  const names = new Map(map.concepts.map(({ id, name }) => [id, name]));
  const nameOf = (id: string) => oneLine(names.get(id) ?? id);
  const sentences = map.relations.map(
    ({ from, to, label }) => `${nameOf(from)} → ${oneLine(label)} → ${nameOf(to)}`,
  );
  const drawing = drawMap(map, look.paper === 'phone' ? 2 : 4);
  return {
    kind: 'map',
    width: drawing.width,
    height: drawing.height,
    alt: `Concept map. ${sentences.join('. ')}.`.slice(0, 2000),
    nodes: drawing.nodes.map((node) => ({ ...node, name: wordsOf(node.name) })),
    edges: drawing.edges.map((edge) => ({
      ...edge,
      label: { ...edge.label, text: wordsOf(edge.label.text) },
    })),
    relations: map.relations.map(({ moment, itemId }, index) => ({
      words: say(sentences[index] ?? '', itemId),
      moment: momentOf(moment),
    })),
    concepts: map.concepts.map(({ id, name, moment }) => ({ name: say(name, id), moment: momentOf(moment) })),
  };
}

function minutesOf(minutes: number): string {
  return minutes < 1 ? 'under 1 min' : `${Math.round(minutes)} min`;
}
