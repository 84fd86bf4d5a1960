import type { Item } from '../artifacts/define.ts';
import type { Preset } from '../presets/define.ts';
import { normalise } from '../text/words.ts';
import { supportOf } from './citation.ts';
import type { QualityRule, RuleContext } from './define.ts';
import { cover, type Evidence, gatherEvidence, wantedStems } from './evidence.ts';
import type { LectureReading } from './lecture-reading.ts';
import { type Passage, passageOf, segmentsOf } from './passage.ts';
import { read } from './reading.ts';
import { qualityRules } from './registry.ts';

export type Review =
  | { verdict: 'kept'; support: number }
  | { verdict: 'repaired'; support: number; sources: string[]; rule: string }
  | { verdict: 'dropped'; rule: string; reason: string };

/** A repaired item chose its own citation, so it must be supported better than one that was given it. */
const LEAST_SUPPORT_REPAIRED = 0.8;

/** Judges one item by all rules, mends its citation once where a rule allows that, and judges it again. */
export function reviewItem(item: Item, lecture: LectureReading, preset: Preset): Review {
  const context = contextOf(item.sources, lecture, preset, false);
  const failure = firstFailure(item, context);
  if (!failure) return { verdict: 'kept', support: supportOf(item, context) };
  const { rule, reason } = failure;
  const dropped = { verdict: 'dropped', rule: rule.name, reason } as const;
  const sources = betterSources(item, rule, context);
  if (sources.length === 0 || sources.join() === item.sources.join()) return dropped;
  const mended = { ...item, sources };
  const again = contextOf(sources, lecture, preset, true);
  if (firstFailure(mended, again)) return dropped;
  const support = supportOf(mended, again);
  if (support < LEAST_SUPPORT_REPAIRED) return dropped;
  return { verdict: 'repaired', support, sources, rule: rule.name };
}

function contextOf(
  sources: readonly string[],
  lecture: LectureReading,
  preset: Preset,
  repaired: boolean,
): RuleContext {
  const passage = passageOf(lecture, sources);
  const gathered = new Map<string, Evidence[]>();
  return {
    preset,
    lecture,
    passage,
    repaired,
    evidenceFor: (text) => {
      const known = gathered.get(text);
      if (known) return known;
      const evidence = gatherEvidence(text, passage);
      gathered.set(text, evidence);
      return evidence;
    },
  };
}

function firstFailure(item: Item, context: RuleContext): { rule: QualityRule; reason: string } | undefined {
  for (const rule of qualityRules) {
    const reason = rule.judge(item, context);
    if (reason !== undefined) return { rule, reason };
  }
  return undefined;
}

function betterSources(item: Item, rule: QualityRule, { lecture }: RuleContext): string[] {
  if (rule.repair === 'none') return [];
  return item.verbatim ? findWords(item.claim, lecture) : findSupport(item, lecture);
}

/** Segments in which every line of a quote stands word for word; none if one of them does not. */
function findWords(claim: string, lecture: LectureReading): string[] {
  const found = new Set<string>();
  for (const line of claim.split('\n')) {
    const wanted = normalise(line).split(' ');
    const tokens = read(line).tokens;
    const rarest = tokens
      .map(({ stem }, at) => ({ at, places: lecture.byStem.get(stem) ?? [] }))
      .sort((one, other) => one.places.length - other.places.length)[0];
    const place = rarest?.places.find((at) =>
      wanted.every((norm, step) => lecture.tokens[at - rarest.at + step]?.norm === norm),
    );
    if (rarest === undefined || place === undefined) return [];
    for (let step = 0; step < wanted.length; step++) {
      const segment = lecture.segments[lecture.segmentOf[place - rarest.at + step] ?? -1];
      if (segment) found.add(segment.id);
    }
  }
  return inOrder(found, lecture);
}

/** The sentences of the whole lecture that cover the claim best, judged with what the claim is said of. */
function findSupport(item: Item, lecture: LectureReading): string[] {
  const sentences = new Set<number>();
  const about = read([item.subject, item.question].filter(Boolean).join('\n')).tokens;
  for (const line of item.claim.split('\n')) {
    const wanted = wantedStems([...read(line).tokens], lecture);
    const withSubject = new Map(wanted);
    for (const [stem, weight] of wantedStems(about, lecture)) {
      if (!wanted.has(stem)) withSubject.set(stem, weight / 2);
    }
    const candidates = new Set<number>();
    for (const stem of wanted.keys()) {
      for (const place of lecture.byStem.get(stem) ?? [])
        candidates.add(lecture.tokens[place]?.sentence ?? 0);
    }
    const everywhere: Passage = { lecture, places: [], sentences: [...candidates], isCited: () => true };
    for (const sentence of cover(withSubject, everywhere).sentences.slice(0, 2)) sentences.add(sentence);
  }
  return segmentsOf(lecture, sentences);
}

function inOrder(ids: ReadonlySet<string>, lecture: LectureReading): string[] {
  return [...ids].sort((one, other) => (lecture.places.get(one) ?? 0) - (lecture.places.get(other) ?? 0));
}
