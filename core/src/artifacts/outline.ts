import { z } from 'zod';
import type { OutlineNode } from '../block.ts';
import { type ArtifactType, type Item, itemFields } from './define.ts';

/** A heading with the stretch of the lecture that it covers, in seconds. */
export interface Heading {
  id: string;
  sources: string[];
  threadId?: string | undefined;
  title: string;
  start: number;
  end: number;
  children: Heading[];
}
const Heading: z.ZodType<Heading> = z.object({
  ...itemFields,
  title: z.string().min(1),
  start: z.number().nonnegative(),
  end: z.number().nonnegative(),
  children: z.lazy(() => z.array(Heading)),
});

export const Outline = z.object({ headings: z.array(Heading) });
export type Outline = z.infer<typeof Outline>;

export const outline: ArtifactType<'outline', Outline> = {
  name: 'outline',
  title: 'Outline',
  version: 1,
  body: Outline,
  items: (body) => body.headings.flatMap(itemsOf),
  keep: (body, ids) => ({ headings: keepHeadings(body.headings, ids) }),
  resource: (body, sources) => ({ headings: body.headings.map((heading) => moveHeading(heading, sources)) }),
  blocks: (body) => [{ kind: 'outline', nodes: body.headings.map(toNode) }],
};

function itemsOf(heading: Heading): Item[] {
  const own = {
    id: heading.id,
    kind: 'heading',
    sources: heading.sources,
    claim: heading.title,
    verbatim: false,
  };
  return [own, ...heading.children.flatMap(itemsOf)];
}

/** A dropped heading hands its children up, so that a bad title loses no good ones. */
function keepHeadings(headings: Heading[], ids: ReadonlySet<string>): Heading[] {
  return headings.flatMap((heading) => {
    const children = keepHeadings(heading.children, ids);
    return ids.has(heading.id) ? [{ ...heading, children }] : children;
  });
}

function moveHeading(heading: Heading, sources: ReadonlyMap<string, string[]>): Heading {
  return {
    ...heading,
    sources: sources.get(heading.id) ?? heading.sources,
    children: heading.children.map((child) => moveHeading(child, sources)),
  };
}

function toNode({ id, title, start, end, children }: Heading): OutlineNode {
  return { id, title, start, end, children: children.map(toNode) };
}
