import type { JsonSchema, ModelCall } from './test-server.ts';

/** A line of the lecture as it stands in a prompt. */
export interface ShownLine {
  id: string;
  text: string;
}

export function shownLines({ words }: Pick<ModelCall, 'words'>): ShownLine[] {
  return [...words.matchAll(/^(s\d+) \| (.*)$/gm)].map(([, id = '', text = '']) => ({ id, text }));
}

/** Most items of a kind in one reply. */
const MOST = 4;

/**
 * Stands in for a model that understands nothing and only quotes: it fills whatever form it is given with the
 * lines of the chapter that it was shown.
 */
export function quote(call: ModelCall): Record<string, unknown> {
  const lines = shownLines(call).filter(({ text }) => text !== '');
  const names = /^Concepts of this lecture: (.*)$/m.exec(call.words)?.[1]?.split('; ') ?? [];
  const fill = (schema: JsonSchema, key: string, at: number): unknown => {
    const line = lines[at % Math.max(1, lines.length)] ?? { id: 's0', text: '' };
    const word = line.text.split(' ').find((one) => /^\p{L}{5,}$/u.test(one)) ?? 'thing';
    const beside = (step: number) => lines[(at + step) % Math.max(1, lines.length)]?.text ?? '';
    if (schema.enum) return schema.enum[at % schema.enum.length];
    if (schema.properties) return fillObject(schema, at);
    if (schema.type === 'array' && schema.items?.properties) {
      if (key === 'marks' || key === 'parts') return [];
      return lines.slice(0, MOST).map((_, index) => fill(schema.items ?? {}, key, index));
    }
    if (schema.type === 'array') {
      if (key === 'segments') return [line.id];
      if (key === 'points') return [line.text];
      if (key === 'cells') return [line.text, line.text];
      return key === 'distractors' ? [beside(1), beside(2), beside(3)] : [];
    }
    if (schema.type === 'number') return 2;
    if (schema.type === 'boolean') return true;
    if (key === 'question') return `What is said of ${word}?`;
    if (key === 'from') return names[at % Math.max(1, names.length)] ?? line.id;
    if (key === 'to') return names[(at + 1) % Math.max(1, names.length)] ?? line.id;
    if (key === 'label') return 'discussed together';
    return key === 'name' || key === 'title' || key === 'hidden' ? word : line.text;
  };
  const fillObject = ({ properties = {} }: JsonSchema, at: number): Record<string, unknown> =>
    Object.fromEntries(Object.entries(properties).map(([key, inner]) => [key, fill(inner, key, at)]));
  return fillObject(call.schema, 0);
}
