import { itemId } from '@pegasus/core/artifacts/item-id.ts';
import type { KeyTerms } from '@pegasus/core/artifacts/key-terms.ts';
import type { Preset } from '@pegasus/core/presets/define.ts';
import type { Definition } from '@pegasus/core/text/definitions.ts';
import type { Term } from '@pegasus/core/text/terms.ts';
import { sourcesOf, sourcesOfDefinition } from './asking.ts';
import { indexTerms } from './index-terms.ts';
import type { Material } from './material.ts';
import { mentions } from './titles.ts';

/** An example must follow this close, in sentences. */
const EXAMPLE_REACH = 3;

/** Defined terms first, then the index of terms that the lecture speaks of without defining them. */
export function makeKeyTerms(material: Material, preset: Preset): KeyTerms | undefined {
  const { most } = preset.keyTerms;
  const known = new Map(material.terms.map((term) => [term.key, term]));
  const defined = material.definitions
    .slice(0, most)
    .map((definition) => definedTerm(material, definition, known.get(definition.key)));
  const taken = new Set(material.definitions.map(({ key }) => key));
  const index = indexTerms(material)
    .filter(({ key }) => !taken.has(key))
    .slice(0, Math.max(0, most - defined.length))
    .map((term) => ({
      id: itemId('term', term.name),
      sources: mentions(material, term, term.sentences).slice(0, 3),
      term: term.name,
      otherNames: [],
      occurrences: mentions(material, term, term.sentences),
    }));
  const terms = [...defined, ...index];
  return terms.length > 0 ? { terms } : undefined;
}

function definedTerm(
  material: Material,
  definition: Definition,
  term: Term | undefined,
): KeyTerms['terms'][number] {
  const example = exampleFor(material, definition);
  const sources = [
    ...new Set([
      ...sourcesOfDefinition(material, definition),
      ...sourcesOf(material, ...(example ? [example.sentence] : [])),
    ]),
  ];
  const entry = {
    id: itemId('term', definition.term),
    sources,
    term: definition.term,
    definition: definition.definition,
    otherNames: otherNames(material, definition),
    occurrences: mentions(material, { name: definition.term }, term?.sentences ?? [definition.sentence]),
  };
  return example ? { ...entry, example: example.text } : entry;
}

/** A sentence right after the definition that gives an example and speaks of the term. */
function exampleFor(
  material: Material,
  definition: Definition,
): { text: string; sentence: number } | undefined {
  for (let index = definition.sentence + 1; index <= definition.sentence + EXAMPLE_REACH; index += 1) {
    const passage = material.passages.get(index);
    if (!passage?.roles.includes('example')) continue;
    const head = definition.term.toLowerCase();
    if (passage.quote.toLowerCase().includes(head)) return { text: passage.quote, sentence: index };
  }
  return undefined;
}

/** «X, also called Y» and «X, or Y,» in the sentence of the definition. */
function otherNames(material: Material, definition: Definition): string[] {
  const text = material.sentences[definition.sentence]?.text ?? '';
  const match = text.match(
    /\b(?:also|sometimes|often) (?:called|known as|referred to as) (?:the |an? )?[“"]?([\p{L}][\p{L} -]{2,40}?)[”"]?(?=[,.;]| is\b| are\b|$)/u,
  );
  const name = match?.[1]?.trim();
  return name && name.split(' ').length <= 4 && name.toLowerCase() !== definition.term.toLowerCase()
    ? [name]
    : [];
}
