import { itemId } from '@pegasus/core/artifacts/item-id.ts';
import type { Summary } from '@pegasus/core/artifacts/summary.ts';
import type { Preset, PresetSection, Role } from '@pegasus/core/presets/define.ts';
import { readingGrade } from '@pegasus/core/text/reading-level.ts';
import { findComparisons, sourcesOf, sourcesOfDefinition, whatIs } from './asking.ts';
import type { Material, Passage } from './material.ts';
import { capitalise, type TitledChapter, titleChapters } from './titles.ts';
import { LEAST_WORTH } from './worth.ts';

type Section = Summary['sections'][number];
type Chunk = Section['chunks'][number];
type Bullet = Chunk['bullets'][number] & { at: number };

/** Reading and thinking through: slower than reading aloud. Words a minute, and seconds for each point. */
const WORDS_A_MINUTE = 130;
const SECONDS_A_POINT = 8;

/** The sections of the preset, each filled by what its roles find; what finds nothing stays empty. */
export function makeSummary(material: Material, preset: Preset): Summary | undefined {
  const chapters = titleChapters(material, preset.chunking.size === 'hierarchical' ? 2 : 1);
  const used = new Set<string>();
  const chosen = preset.sections.map((section) => {
    if (section.layout === 'table')
      return { section, bullets: [], rows: rowsOf(material, section, preset, used) };
    const bullets = asks(section)
      ? questionsOf(material, section)
      : pointsOf(material, section, preset, used);
    return { section, bullets, rows: [] };
  });
  const { maxGrade } = preset.sentences;
  const plain =
    maxGrade === undefined
      ? undefined
      : readable(
          chosen.flatMap(({ bullets }) => bullets),
          maxGrade,
        );
  const sections = chosen.map(({ section: { id, title }, bullets, rows }): Section => {
    const kept = plain ? bullets.filter((one) => plain.has(one)) : bullets;
    return { id, title, chunks: chunksOf(kept, chapters, preset), rows };
  });
  return sections.some(({ chunks, rows }) => chunks.length + rows.length > 0) ? { sections } : undefined;
}

/** Fewer points than this are no summary, however hard they read. */
const LEAST_POINTS = 4;

/** Without the hardest points, until the rest reads at the grade: what was said cannot be said more simply. */
function readable(bullets: readonly Bullet[], maxGrade: number): Set<Bullet> {
  const kept = new Set([...bullets].sort((a, b) => readingGrade(b.text) - readingGrade(a.text)));
  for (const hardest of kept) {
    const whole = [...kept].map(({ text }) => text).join(' ');
    if (kept.size <= LEAST_POINTS || readingGrade(whole) <= maxGrade) break;
    kept.delete(hardest);
  }
  return kept;
}

/** A section whose first role is a question holds questions only; what else it collects is asked about. */
function asks(section: PresetSection): boolean {
  return section.collects[0] === 'question' || section.collects[0] === 'open-question';
}

function fits(passage: Passage, preset: Preset): boolean {
  return passage.quote.split(/\s+/).length <= preset.sentences.maxWords;
}

/** The least that a sentence of a role must be worth. What the lecturer marks in words needs less. */
const LEAST: Partial<Record<Role, number>> = {
  definition: -1,
  recap: 0.2,
  misconception: 0.2,
  step: 0.1,
  example: 0.1,
  analogy: 0.1,
  evidence: 0.15,
  position: 0.2,
  critique: 0.2,
  'kind-of': 0.45,
};

function pointsOf(material: Material, section: PresetSection, preset: Preset, used: Set<string>): Bullet[] {
  const candidates = [...material.passages.values()].flatMap((passage) => {
    if (passage.roles.includes('question') || !fits(passage, preset) || used.has(passage.quote)) return [];
    const place = placeIn(section, passage);
    const role = section.collects[place];
    if (role === undefined || belongsElsewhere(preset, section, passage, place)) return [];
    if (passage.worth < (LEAST[role] ?? LEAST_WORTH)) return [];
    const grade = preset.sentences.maxGrade;
    const hard = grade !== undefined && readingGrade(passage.quote) > grade ? 0.4 : 0;
    return [{ passage, score: passage.worth - place * 0.15 - hard }];
  });
  candidates.sort((a, b) => b.score - a.score);
  const chosen: Passage[] = [];
  for (const { passage } of candidates) {
    if (chosen.length >= section.most) break;
    if (chosen.some((other) => alike(other, passage))) continue;
    chosen.push(passage);
    used.add(passage.quote);
  }
  return chosen
    .sort((a, b) => a.sentence.index - b.sentence.index)
    .map((passage) => bullet(section, passage));
}

function placeIn(section: PresetSection, passage: Passage): number {
  return section.collects.findIndex((role) => passage.roles.includes(role));
}

/** What a sentence does is told from the particular to the general: a reason is a claim, too. */
function rankOf(passage: Passage, section: PresetSection, place: number): number {
  const role = section.collects[place];
  return role === undefined ? passage.roles.length : passage.roles.indexOf(role);
}

/** A later section of points that wants what this sentence does more than this one does gets it. */
function belongsElsewhere(preset: Preset, section: PresetSection, passage: Passage, place: number): boolean {
  return preset.sections.some((other) => {
    const there = placeIn(other, passage);
    if (other === section || other.layout === 'table' || asks(other) || there < 0) return false;
    return (
      there < place || (there === place && rankOf(passage, other, there) < rankOf(passage, section, place))
    );
  });
}

/** Says nearly the same: most of the words of the shorter stand in the longer. */
function alike(one: Passage, other: Passage): boolean {
  const words = (passage: Passage) =>
    new Set(
      passage.sentence.tokens
        .filter(({ pos }) => /^(?:NOUN|PROPN|ADJ|VERB|NUM)$/.test(pos))
        .map(({ lemma }) => lemma),
    );
  const [a, b] = [words(one), words(other)];
  const shared = [...a].filter((word) => b.has(word)).length;
  return shared / Math.max(1, Math.min(a.size, b.size)) > 0.75;
}

function bullet(section: PresetSection, passage: Passage): Bullet {
  return {
    id: itemId('bullet', section.id, passage.quote),
    sources: passage.sources,
    text: passage.quote,
    verbatim: true,
    at: passage.sentence.index,
  };
}

/** The lecturer's own questions about terms first, then questions that its reasons and definitions answer. */
function questionsOf(material: Material, section: PresetSection): Bullet[] {
  const bullets: Bullet[] = [];
  const add = (text: string, sources: string[], at: number, verbatim: boolean) => {
    const id = itemId('bullet', section.id, text);
    if (!bullets.some((other) => other.id === id))
      bullets.push({ id, sources, text: capitalise(text), verbatim, at });
  };
  for (const role of section.collects) {
    if (role === 'question' || role === 'open-question') {
      for (const passage of goodQuestions(material, role))
        add(passage.quote, passage.sources, passage.sentence.index, true);
    }
    if (role === 'cause') {
      for (const cause of material.causes) {
        add(cause.question, sourcesOf(material, cause.sentence, cause.reasonSentence), cause.sentence, false);
      }
      for (const { question, sentence, sentences } of material.facts)
        add(question, sourcesOf(material, ...sentences), sentence, false);
    }
    if (role === 'contrast') {
      for (const { question, sources } of findComparisons(material))
        add(question, sources, firstOf(material, sources), false);
    }
    if (role === 'definition' || role === 'key-point') {
      for (const definition of material.definitions) {
        add(whatIs(definition), sourcesOfDefinition(material, definition), definition.sentence, false);
      }
    }
  }
  return bullets.slice(0, section.most).sort((a, b) => a.at - b.at);
}

/** Questions that a student could be asked: about a term, not about the audience, complete. */
function goodQuestions(material: Material, role: Role): Passage[] {
  return [...material.passages.values()]
    .filter(({ roles, quote, terms }) => {
      if (!roles.includes(role) || terms.length === 0 || !quote.endsWith('?')) return false;
      if (
        /^(?:what|how) about\b|^what(?:'s|’s| is) the difference from\b|^(?:what if|who (?:here|remembers|knows)|does anyone|anybody)\b/i.test(
          quote,
        )
      )
        return false;
      if (terms.length < 2 && !terms.some((key) => key.includes(' '))) return false;
      if (!/^(?:what|why|how|when|which|where|should|is|are|does|do|can|could)\b/i.test(quote)) return false;
      return (
        quote.split(/\s+/).length >= 6 &&
        !/\b(?:you|we|us|anyone|anybody|guys|right|was|were|did|he|she|they)\b/i.test(quote) &&
        !/^what(?:'s|’s| is) (?:the |an? )?(?:example|question|answer|key|idea|point)\b/i.test(quote)
      );
    })
    .sort((a, b) => b.worth - a.worth);
}

function firstOf(material: Material, sources: readonly string[]): number {
  return material.sentences.findIndex(({ segments }) => segments.some((id) => sources.includes(id)));
}

/** What a claim in a table must be worth. */
const LEAST_CLAIM = 0.1;

/** «So conditioning is no mechanical process»: drawn from the sentence before it. */
function concluded(material: Material, passage: Passage | undefined): Passage | undefined {
  const said = passage && material.sentences[passage.sentence.index]?.text;
  return said && /^(?:and )?(?:so|therefore|thus|hence)\b/i.test(said) ? passage : undefined;
}

/** Rows of two cells: a statement, and right after it the sentence that bears on it. Never more than stands there. */
function rowsOf(
  material: Material,
  section: PresetSection,
  preset: Preset,
  used: Set<string>,
): Section['rows'] {
  if ((section.columns?.length ?? 0) !== 2) return [];
  const rows: { row: Section['rows'][number]; worth: number }[] = [];
  for (const passage of material.passages.values()) {
    if (!section.collects.some((role) => passage.roles.includes(role)) || !fits(passage, preset)) continue;
    const near = (place: number) => {
      const other = material.passages.get(place);
      const bears =
        other !== undefined &&
        other.worth >= LEAST_CLAIM &&
        !other.roles.includes('question') &&
        !section.collects.some((role) => other.roles.includes(role)) &&
        other.terms.some((term) => passage.terms.includes(term)) &&
        fits(other, preset);
      return bears ? other : undefined;
    };
    const { index } = passage.sentence;
    const before =
      near(index - 1) ?? near(index - 2) ?? near(index - 3) ?? concluded(material, near(index + 1));
    if (!before) continue;
    const cells = [before.quote, passage.quote];
    rows.push({
      row: {
        id: itemId('row', ...cells),
        sources: [...new Set([...before.sources, ...passage.sources])],
        cells,
        verbatim: false,
      },
      worth: before.worth + passage.worth,
    });
    used.add(passage.quote);
  }
  return rows
    .sort((a, b) => b.worth - a.worth)
    .slice(0, section.most)
    .map(({ row }) => row);
}

/** Points in the order of the lecture, parted where a chapter ends or where enough stands together. */
function chunksOf(bullets: readonly Bullet[], chapters: readonly TitledChapter[], preset: Preset): Chunk[] {
  const chunks: { title: string | undefined; bullets: Bullet[] }[] = [];
  for (const bullet of bullets) {
    const title = titleAt(chapters, bullet.at);
    const open = chunks.at(-1);
    const full =
      open !== undefined &&
      (open.bullets.length >= preset.chunking.points ||
        minutesOf([...open.bullets, bullet]) > preset.chunking.minutes);
    if (!open || open.title !== title || full) chunks.push({ title, bullets: [bullet] });
    else open.bullets.push(bullet);
  }
  return chunks.map(({ title, bullets: held }) => {
    const chunk = { minutes: minutesOf(held), bullets: held.map(({ at: _, ...rest }) => rest) };
    return title === undefined ? chunk : { title, ...chunk };
  });
}

/** In halves of a minute, at least one half. */
function minutesOf(bullets: readonly Bullet[]): number {
  const words = bullets.reduce((sum, { text }) => sum + text.split(/\s+/).length, 0);
  const minutes = words / WORDS_A_MINUTE + (bullets.length * SECONDS_A_POINT) / 60;
  return Math.max(0.5, Math.round(minutes * 2) / 2);
}

function titleAt(chapters: readonly TitledChapter[], sentence: number): string | undefined {
  const chapter = chapters.find(({ from, to }) => sentence >= from && sentence < to);
  if (!chapter) return undefined;
  const part = titleAt(chapter.parts, sentence);
  return part ? `${chapter.title}: ${part}` : chapter.title;
}
