import { itemId } from '@pegasus/core/artifacts/item-id.ts';
import type { Heading, Outline } from '@pegasus/core/artifacts/outline.ts';
import type { Preset } from '@pegasus/core/presets/define.ts';
import { contentStems } from '@pegasus/core/text/words.ts';
import type { Segment } from '@pegasus/core/transcript.ts';
import type { NamedPart } from '../steps.ts';
import type { WorkedChapter } from '../worked-chapter.ts';

const MOST_SOURCES = 4;

export function makeOutline(worked: readonly WorkedChapter[], { outline }: Preset): Outline | undefined {
  const headings = worked.flatMap(({ title, parts, chapter }) =>
    headingOf(title, parts, chapter.segments, outline.depth),
  );
  return headings.length > 0 ? { headings } : undefined;
}

/** A stretch without a title of its own hands its parts up. */
function headingOf(
  title: string,
  parts: readonly NamedPart[],
  segments: readonly Segment[],
  depth: number,
): Heading[] {
  const [first, last] = [segments[0], segments.at(-1)];
  if (!first || !last) return [];
  const children = depth > 1 ? childrenOf(parts, segments, depth - 1) : [];
  if (title === '') return children;
  return [
    {
      id: itemId('heading', title, String(Math.round(first.start))),
      sources: sourcesOfTitle(title, segments),
      title,
      start: first.start,
      end: Math.max(first.start, last.end),
      children,
    },
  ];
}

/** Parts in the order of the lecture; one that begins nowhere, or where another begins, is left out. */
function childrenOf(parts: readonly NamedPart[], segments: readonly Segment[], depth: number): Heading[] {
  const places = new Map<number, NamedPart>();
  for (const part of parts) {
    const place = segments.findIndex(({ id }) => id === part.from);
    if (place >= 0 && !places.has(place)) places.set(place, part);
  }
  const begins = [...places.keys()].sort((one, other) => one - other);
  if (begins.length < 2) return [];
  return begins.flatMap((place, at) => {
    const part = places.get(place);
    const title = part?.title.replace(/\s+/g, ' ').trim() ?? '';
    return headingOf(title, part?.parts ?? [], segments.slice(place, begins[at + 1]), depth);
  });
}

/** Segments in which the words of a title are said, each adding a word that the others lack; else the first. */
export function sourcesOfTitle(title: string, segments: readonly Segment[]): string[] {
  const open = new Set(contentStems(title));
  const held = segments.map(({ id, text }) => ({ id, stems: new Set(contentStems(text)) }));
  const sources: string[] = [];
  while (open.size > 0 && sources.length < MOST_SOURCES) {
    let best: { id: string; gain: string[] } | undefined;
    for (const { id, stems } of held) {
      const gain = [...open].filter((stem) => stems.has(stem));
      if (gain.length > (best?.gain.length ?? 0)) best = { id, gain };
    }
    if (!best) break;
    sources.push(best.id);
    for (const stem of best.gain) open.delete(stem);
  }
  return sources.length > 0 ? sources : segments.slice(0, 1).map(({ id }) => id);
}
