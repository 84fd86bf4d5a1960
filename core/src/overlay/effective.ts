import type { Artifact } from '../artifacts/define.ts';
import { type ArtifactName, artifactType, isArtifactName } from '../artifacts/registry.ts';
import { Segment, type Transcript } from '../transcript.ts';
import { type Correction, isCorrectable, type Mark, markOf, type Overlay, OWN_CARD_PREFIX } from './edit.ts';
import type { ItemMark } from './item-mark.ts';

/** A transcript with the student's corrections. One whose segment says something else by now is left out. */
export function effectiveTranscript<T extends Pick<Transcript, 'segments'>>(
  transcript: T,
  overlay: Overlay,
): T {
  if (overlay.size === 0) return transcript;
  return {
    ...transcript,
    segments: transcript.segments.map((segment) => {
      const mark = markOf(overlay, 'segment', segment.id);
      return mark ? Segment.parse(correct(segment, mark.corrections)) : segment;
    }),
  };
}

/**
 * Artifacts as the student has them: stored, plus corrections, plus cards of their own, minus what was
 * discarded. Every reader goes through this: screens, exports, search and study. An artifact of which nothing
 * is left is left out, as one of which nothing was found.
 */
export function effectiveArtifacts(artifacts: readonly Artifact[], overlay: Overlay): Artifact[] {
  if (overlay.size === 0) return [...artifacts];
  return withOwnCards(artifacts, overlay).flatMap((artifact) => {
    if (!isArtifactName(artifact.type)) return [artifact];
    const type = artifactType(artifact.type);
    const body = withCorrections(artifact.type, type.body.parse(artifact.body), overlay);
    const ids = type.items(body).map(({ id }) => id);
    const kept = ids.filter((id) => !markOf(overlay, 'item', id)?.discarded);
    if (kept.length === 0 && ids.length > 0) return [];
    return [{ ...artifact, body: kept.length === ids.length ? body : type.keep(body, new Set(kept)) }];
  });
}

/** The marks of what is in an artifact, for the screen that shows it. */
export function itemMarks(artifact: Artifact, overlay: Overlay): ItemMark[] {
  if (overlay.size === 0 || !isArtifactName(artifact.type)) return [];
  const type = artifactType(artifact.type);
  return type.items(type.body.parse(artifact.body)).flatMap(({ id }) => {
    const mark = markOf(overlay, 'item', id);
    if (!mark) return [];
    const { version, starred, wrong, corrections, card } = mark;
    const corrected = corrections.map(({ field }) => field);
    return [{ itemId: id, version, starred, wrong, corrected, own: card !== undefined }];
  });
}

/** Ids of the items that the student corrected, or wrote as a whole. */
export function ownItems(artifacts: readonly Artifact[], overlay: Overlay): Set<string> {
  const marks = artifacts.flatMap((artifact) => itemMarks(artifact, overlay));
  return new Set(
    marks.filter(({ corrected, own }) => own || corrected.length > 0).map(({ itemId }) => itemId),
  );
}

/** The text of a field of an item, or of a segment; undefined where there is none of that name. */
export function textAt(item: unknown, field: string): string | undefined {
  let value: unknown = item;
  for (const name of field.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
    value = (value as Record<string, unknown>)[name];
  }
  return typeof value === 'string' ? value : undefined;
}

/** The texts of an item that can be corrected, by their fields, in the order in which they stand in it. */
export function correctableTexts(item: object): { field: string; text: string }[] {
  const walk = (value: unknown, path: readonly string[]): { field: string; text: string }[] => {
    if (typeof value === 'string') {
      const field = path.join('.');
      return isCorrectable(field) ? [{ field, text: value }] : [];
    }
    if (typeof value !== 'object' || value === null) return [];
    return Object.entries(value).flatMap(([name, part]) => walk(part, [...path, name]));
  };
  return walk(item, []);
}

/** An item as it stands in a body, by its id: what has sources. */
export function findItem(body: unknown, id: string): object | undefined {
  if (typeof body !== 'object' || body === null) return undefined;
  if (!Array.isArray(body) && 'sources' in body && 'id' in body && body.id === id) return body;
  for (const part of Object.values(body)) {
    const found = findItem(part, id);
    if (found) return found;
  }
  return undefined;
}

function withCorrections(name: ArtifactName, body: unknown, overlay: Overlay): unknown {
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== 'object' || value === null) return value;
    const copy = Object.fromEntries(Object.entries(value).map(([key, part]) => [key, walk(part)]));
    if (!('sources' in copy) || typeof copy.id !== 'string') return copy;
    const mark = markOf(overlay, 'item', copy.id);
    return mark ? correct(copy, mark.corrections) : copy;
  };
  // Each correction keeps the form of what it corrects, so the body parses as it did before.
  return artifactType(name).body.parse(walk(body));
}

/** An item with the corrections that still apply: those whose text is as it was. */
function correct<T extends object>(item: T, corrections: readonly Correction[]): T {
  return corrections.reduce<T>((before, { field, was, text }) => {
    if (textAt(before, field) !== was) return before;
    return 'form' in before && before.form === 'cloze' && field === 'text'
      ? recloze(before, text)
      : unquoted(withText(before, field.split('.'), text) as T);
  }, item);
}

function withText(value: unknown, [name = '', ...rest]: string[], text: string): unknown {
  if (Array.isArray(value))
    return value.map((part, at) => (String(at) === name ? withText(part, rest, text) : part));
  if (typeof value !== 'object' || value === null) return text;
  const inside = (value as Record<string, unknown>)[name];
  return { ...value, [name]: rest.length === 0 ? text : withText(inside, rest, text) };
}

/** What a student words is no quote of the lecture any more. */
function unquoted<T extends object>(item: T): T {
  return 'verbatim' in item ? { ...item, verbatim: false } : item;
}

/** The hidden words are looked for in the new text; without them the whole text cannot be asked. */
export function recloze<T extends object>(card: T, text: string): T {
  const { text: before, start, end } = card as unknown as { text: string; start: number; end: number };
  const hidden = before.slice(start, end);
  const at = nearest(text, hidden, start);
  return at === undefined ? card : { ...card, text, start: at, end: at + hidden.length };
}

function nearest(text: string, words: string, place: number): number | undefined {
  let best: number | undefined;
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
    if (best === undefined || Math.abs(at - place) < Math.abs(best - place)) best = at;
  }
  return best;
}

/** Cards of the student's own stand after those that were made; where none were made, by themselves. */
function withOwnCards(artifacts: readonly Artifact[], overlay: Overlay): Artifact[] {
  const own = [...overlay.values()].filter(
    (mark): mark is Mark & { card: object } => mark.card !== undefined,
  );
  if (own.length === 0) return [...artifacts];
  const cards = own.map(({ target, card: { question, answer, sources } }) => ({
    id: target,
    sources,
    difficulty: 1,
    tags: [],
    form: 'basic',
    question,
    answer,
    verbatim: false,
  }));
  const [first] = artifacts;
  if (first && !artifacts.some(({ type }) => type === 'flashcards')) {
    return [...artifacts, ownFlashcards(first, own[0]?.target ?? '', cards)];
  }
  return artifacts.map((artifact) => {
    if (artifact.type !== 'flashcards') return artifact;
    const body = artifactType('flashcards').body.parse(artifact.body) as { cards: unknown[] };
    return { ...artifact, body: { cards: [...body.cards, ...cards] } };
  });
}

/** An artifact beside another of the same lecture; its id is that of the first card, so that it stays. */
function ownFlashcards(beside: Artifact, firstCard: string, cards: readonly unknown[]): Artifact {
  return {
    ...beside,
    id: firstCard.slice(OWN_CARD_PREFIX.length),
    type: 'flashcards',
    version: artifactType('flashcards').version,
    generator: { name: 'student', version: '1' },
    quality: { offered: cards.length, kept: cards.length, repaired: 0, dropped: {} },
    body: { cards },
  };
}
