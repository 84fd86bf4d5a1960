import { z } from 'zod';
import { Sources } from '../artifacts/define.ts';
import type { Heading } from '../artifacts/outline.ts';
import { type ArtifactName, artifactType, type Bodies } from '../artifacts/registry.ts';
import { GENERIC_NOUNS, WEAK_ALONE } from '../text/common-words.ts';
import { ThreadDefinition, ThreadUpdateKind } from '../thread.ts';
import { segmentsById, type Transcript } from '../transcript.ts';
import { abbreviates, conceptWords, nameKey, saidForms, splitAbbreviation } from './concept-name.ts';

/** A concept as one lecture has it. */
export const Mention = z.object({
  name: z.string().min(1),
  /** False for a name that the generator found and that no artifact shows: it counts where it comes back. */
  shown: z.boolean(),
  otherNames: z.array(z.string().min(1)),
  /** What the lecture says that it is a kind of, in so many words. */
  kindOf: z.array(z.object({ name: z.string().min(1), sources: Sources })),
  definition: ThreadDefinition.optional(),
  sources: Sources,
  /** Ids of the items that are about it. No item is about two concepts. */
  items: z.array(z.string()),
});
export type Mention = z.infer<typeof Mention>;

/** What a language model found a lecture to change about a concept of an earlier one, with both lectures' words. */
export const ConceptChange = z.object({
  name: z.string().min(1),
  kind: ThreadUpdateKind.extract(['refined', 'contradicted', 'more-complex']),
  sources: Sources,
  earlier: z.object({ lectureId: z.uuid(), sources: Sources }),
  note: z.string().min(1).max(400).optional(),
});
export type ConceptChange = z.infer<typeof ConceptChange>;

/** A lecture's part in the threads of its course. */
export const Mentions = z.object({ concepts: z.array(Mention), changes: z.array(ConceptChange) });
export type Mentions = z.infer<typeof Mentions>;

/** A heading of so many words that is said so often as it stands is the name of a concept and not a sentence. */
const HEADING_WORDS = 3;
const HEADING_SAID = 2;
/** An asked name of more words is a clause. */
const ASKED_WORDS = 4;
/** Said in so many places, even a word such as «consumer» or «function» is what the lecture is about. */
const OFTEN = 8;
/** But not that something changes, which is said of everything. */
const CHANGES =
  /^(?:effect|shift|curve|increase|decrease|rise|fall|drop|gain|loss|gap|difference|result|care|information|statement|argument|discussion|question|experience|nature|amount|estimate|guess|action|direction|section|position|relation|quality|measure|company|name|unit|bar|minute|meter|hour|kilogram|gallon|mile)$/;
/** A longer name is a sentence and no concept. */
const MOST_WORDS = 6;
const KIND_LABEL = /\b(?:kind|type|form|sort|class|subclass|subtype|variety|special case) of\b/i;
const ASKS_WHAT = /^what (?:is|are) (?:meant by |an? |the )?[“"]?(.{2,60}?)[”"]?\?$/i;

/** A name that a generator found in a lecture, whether or not a preset has room to show it. */
export type FoundName = Pick<Mention, 'name' | 'sources'>;

/**
 * The concepts of a lecture, read out of its final artifacts, whichever generator made them: key terms first,
 * then the concept map, then cards that ask what something is, then headings that are the name of something,
 * and last what the generator `found` besides. Sources that the transcript does not have are left out.
 * Changes are for a language model to add.
 */
export function mentionsOf({
  transcript,
  bodies,
  found = [],
}: {
  transcript: Transcript;
  bodies: Bodies;
  found?: readonly FoundName[];
}): Mentions {
  const segments = segmentsById(transcript);
  const text = transcript.segments
    .map((segment) => segment.text)
    .join(' ')
    .replace(/\s+/g, ' ');
  const real = (sources: readonly string[]) => [...new Set(sources)].filter((id) => segments.has(id));
  const concepts = new Map<string, Mention>();
  const add = (name: string, sources: readonly string[], more: Partial<Mention> = {}) => {
    const [title = '', ...abbreviation] = splitAbbreviation(name);
    const key = nameKey(title);
    const cited = real(sources);
    if (!key || key.split(' ').length > MOST_WORDS || cited.length === 0) return;
    const fresh = { name: title, shown: true, otherNames: [], kindOf: [], sources: [], items: [] };
    const known: Mention = concepts.get(key) ?? { ...fresh, ...more };
    const otherNames = [...known.otherNames, ...(more.otherNames ?? []), ...abbreviation];
    const definition = known.definition ?? more.definition;
    concepts.set(key, {
      ...known,
      otherNames: distinctNames(otherNames, key),
      sources: real([...known.sources, ...cited]),
      ...(definition ? { definition } : {}),
    });
  };
  const defines = (text: string | undefined, sources: readonly string[]): Partial<Mention> => {
    const cited = real(sources);
    return text && cited.length > 0 ? { definition: { text, sources: cited } } : {};
  };

  for (const { term, sources, occurrences, otherNames, definition } of bodies['key-terms']?.terms ?? [])
    add(term, [...sources, ...occurrences], { otherNames, ...defines(definition, sources) });
  for (const { name, sources } of bodies['concept-map']?.concepts ?? []) add(name, sources);
  for (const card of bodies.flashcards?.cards ?? []) {
    const name = card.form === 'basic' ? card.question.match(ASKS_WHAT)?.[1] : undefined;
    if (card.form !== 'basic' || !name || name.split(/\s+/).length > ASKED_WORDS) continue;
    add(name, card.sources, defines(card.answer, card.sources));
  }
  for (const { title, sources } of headingsOf(bodies.outline?.headings ?? [])) {
    const words = title.split(/\s+/).length;
    const { form, times } = saidAs(title, text);
    if (words > 1 && words <= HEADING_WORDS && times >= HEADING_SAID) add(form, sources);
  }
  addKinds(concepts, bodies, real);
  addAbbreviations(concepts, text);
  addItems(concepts, bodies);
  for (const { name, sources } of found) {
    const key = nameKey(name);
    if (concepts.has(key) || GENERIC_NOUNS.has(key)) continue;
    if (WEAK_ALONE.has(key) && (CHANGES.test(key) || real(sources).length < OFTEN)) continue;
    add(name, sources, { shown: false });
  }
  return { concepts: [...concepts.values()], changes: [] };
}

function headingsOf(headings: readonly Heading[]): Heading[] {
  return headings.flatMap((heading) => [heading, ...headingsOf(heading.children)]);
}

/** How a title is most often said, and how often: its capital says nothing, but «Calvin cycle» keeps its own. */
function saidAs(title: string, text: string): { form: string; times: number } {
  const forms = new Map<string, number>();
  for (const [form] of text.matchAll(new RegExp(`\\b${escaped(title)}(?:s|es)?\\b`, 'giu')))
    forms.set(form, (forms.get(form) ?? 0) + 1);
  const [best] = [...forms].sort((a, b) => b[1] - a[1] || (a[0] > b[0] ? -1 : 1));
  return { form: best?.[0] ?? title, times: [...forms.values()].reduce((sum, times) => sum + times, 0) };
}

function escaped(name: string): string {
  return name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function distinctNames(names: readonly string[], key: string): string[] {
  const kept = new Map<string, string>();
  for (const name of names.flatMap(splitAbbreviation)) {
    const other = nameKey(name);
    if (other && other !== key && !kept.has(other)) kept.set(other, name);
  }
  return [...kept.values()];
}

function addKinds(
  concepts: ReadonlyMap<string, Mention>,
  bodies: Bodies,
  real: (sources: readonly string[]) => string[],
): void {
  const map = bodies['concept-map'];
  const names = new Map(map?.concepts.map(({ id, name }) => [id, name]));
  for (const { from, to, label, sources } of map?.relations ?? []) {
    const [narrow, broad] = [names.get(from), names.get(to)];
    const cited = real(sources);
    if (!narrow || !broad || cited.length === 0 || !KIND_LABEL.test(label)) continue;
    concepts.get(nameKey(narrow))?.kindOf.push({ name: broad, sources: cited });
  }
}

/** «gross domestic product, or GDP», «gross domestic product (GDP)»: the letters right after the name. */
function addAbbreviations(concepts: ReadonlyMap<string, Mention>, text: string): void {
  for (const [key, mention] of concepts) {
    if (!mention.name.includes(' ')) continue;
    const after = new RegExp(
      `\\b${escaped(mention.name)},? ?(?:or|called|known as|abbreviated)? ?\\(?(\\p{Lu}{2,7})\\b`,
      'iu',
    );
    const letters = text.match(after)?.[1];
    if (letters && letters === letters.toUpperCase() && abbreviates(letters, mention.name))
      mention.otherNames = distinctNames([...mention.otherNames, letters], key);
  }
}

/** Each item goes to the concept whose name stands in it, the longest first, then the one that is named first. */
function addItems(concepts: ReadonlyMap<string, Mention>, bodies: Bodies): void {
  const forms = [...concepts].flatMap(([key, { name, otherNames }]) =>
    [name, ...otherNames]
      .flatMap(saidForms)
      .map((form) => ({ key, form: ` ${form} `, words: form.split(' ').length })),
  );
  for (const name of Object.keys(bodies) as ArtifactName[]) {
    for (const { id, claim, question = '', subject = '' } of artifactType(name).items(bodies[name])) {
      const own = concepts.get(nameKey(subject || claim));
      const concept = own ?? longestNamed(concepts, forms, `${subject}. ${question}. ${claim}`);
      if (concept && !concept.items.includes(id)) concept.items.push(id);
    }
  }
}

function longestNamed(
  concepts: ReadonlyMap<string, Mention>,
  forms: readonly { key: string; form: string; words: number }[],
  text: string,
): Mention | undefined {
  const said = ` ${conceptWords(text)
    .map(({ word, apart }) => (apart ? `| ${word}` : word))
    .join(' ')} `;
  let best: { key: string; words: number; at: number } | undefined;
  for (const { key, form, words } of forms) {
    const at = said.indexOf(form);
    if (at < 0) continue;
    if (!best || words > best.words || (words === best.words && at < best.at)) best = { key, words, at };
  }
  return best && concepts.get(best.key);
}
