import type { Block } from '@pegasus/core/block.ts';
import { oneLine } from './plain-text.ts';

type Map = Extract<Block, { kind: 'map' }>;

/** A concept map as a Mermaid flowchart. A relation whose ends are not on the map is left to the list below it. */
export function mermaidChart({ concepts, relations }: Map): string[] {
  const nodes = new Map(concepts.map(({ id }, index) => [id, `c${index}`]));
  const lines = concepts.map(({ name }, index) => `  c${index}["${escapeLabel(name)}"]`);
  for (const { from, to, label } of relations) {
    const [tail, head] = [nodes.get(from), nodes.get(to)];
    if (tail && head) lines.push(`  ${tail} -->|"${escapeLabel(label)}"| ${head}`);
  }
  return ['```mermaid', 'flowchart LR', ...lines, '```'];
}

/** Mermaid writes any character as `#code;`. Letters, digits and blanks need it in no place; all else gets it. */
function escapeLabel(text: string): string {
  const escaped = oneLine(text).replace(/[^\p{L}\p{M}\p{N} ]/gu, (mark) => `#${mark.codePointAt(0)};`);
  return escaped || ' ';
}
