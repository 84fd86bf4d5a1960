import { itemId } from '@pegasus/core/artifacts/item-id.ts';
import type { Heading, Outline } from '@pegasus/core/artifacts/outline.ts';
import type { Preset } from '@pegasus/core/presets/define.ts';
import type { Material } from './material.ts';
import { type TitledChapter, titleChapters } from './titles.ts';

export function makeOutline(material: Material, preset: Preset): Outline | undefined {
  const headings = titleChapters(material, preset.outline.depth).map(toHeading);
  return headings.length > 0 ? { headings } : undefined;
}

function toHeading(chapter: TitledChapter): Heading {
  return {
    id: itemId('heading', chapter.title, String(Math.round(chapter.start))),
    sources: chapter.sources,
    title: chapter.title,
    start: chapter.start,
    end: chapter.end,
    children: chapter.parts.map(toHeading),
  };
}
