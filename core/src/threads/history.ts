import type { ThreadEvidence, ThreadUpdateKind } from '../thread.ts';
import { saidForms } from './concept-name.ts';
import type { Kinship } from './kinship.ts';
import type { ConceptChange } from './mentions.ts';
import type { CourseLecture, Held, Strand } from './strands.ts';

/** A line of the history before threads have ids: `by` is the key of a thread. */
export interface WovenUpdate {
  kind: ThreadUpdateKind;
  evidence: ThreadEvidence;
  earlier?: ThreadEvidence;
  by?: string;
  note?: string;
}

const MOST_SHOWN = 3;
const KIND_ORDER: readonly ThreadUpdateKind[] = [
  'introduced',
  'recalled',
  'returns',
  'refined',
  'more-complex',
  'contradicted',
  'specialised',
];

/**
 * The history of each strand, in the order of the lectures. `changes[i]`: what a language model told of
 * lecture i.
 */
export function tellHistories(
  strands: readonly Strand[],
  course: readonly CourseLecture[],
  kin: readonly Kinship[],
  changes: readonly (readonly ConceptChange[])[],
): WovenUpdate[][] {
  const evidenceIn = (lecture: number, sources: readonly string[]) => toEvidence(course[lecture], sources);
  const histories = strands.map((strand) => returnsOf(strand, evidenceIn));
  addKinds(histories, strands, kin, evidenceIn);
  addChanges(histories, { strands, course, changes, evidenceIn });
  const placeOf = new Map(course.map(({ lectureId }, place) => [lectureId, place]));
  const when = ({ evidence, kind }: WovenUpdate) =>
    (placeOf.get(evidence.lectureId) ?? 0) * KIND_ORDER.length + KIND_ORDER.indexOf(kind);
  // Stable: what one lecture did in one way stays in the order in which it was found.
  return histories.map((history) => history.sort((a, b) => when(a) - when(b)));
}

type EvidenceIn = (lecture: number, sources: readonly string[]) => ThreadEvidence;

function toEvidence(at: CourseLecture | undefined, sources: readonly string[]): ThreadEvidence {
  const shown = sources.slice(0, MOST_SHOWN);
  const moment = shown[0] === undefined ? undefined : at?.segments.get(shown[0])?.start;
  return { lectureId: at?.lectureId ?? '', sources: shown, ...(moment === undefined ? {} : { moment }) };
}

/** The words that show a concept best: its definition, else where it is said first. */
function bestOf({ occurrence }: Held): string[] {
  return occurrence.definition?.sources ?? occurrence.sources;
}

function returnsOf({ held }: Strand, evidenceIn: EvidenceIn): WovenUpdate[] {
  return held.map((here, place): WovenUpdate => {
    const before = held[place - 1];
    if (!before) return { kind: 'introduced', evidence: evidenceIn(here.lecture, bestOf(here)) };
    const recalls = here.recalled.length > 0;
    return {
      kind: recalls ? 'recalled' : 'returns',
      evidence: evidenceIn(here.lecture, recalls ? here.recalled : bestOf(here)),
      earlier: evidenceIn(before.lecture, bestOf(before)),
    };
  });
}

/** A kind of a concept that an earlier lecture introduced. Within one lecture nothing has changed. */
function addKinds(
  histories: WovenUpdate[][],
  strands: readonly Strand[],
  kin: readonly Kinship[],
  evidenceIn: EvidenceIn,
): void {
  for (const { narrow, broad, lecture, sources } of kin) {
    const [kind, general] = [strands[narrow], strands[broad]];
    const before = general?.held.findLast((held) => held.lecture < lecture);
    const here = kind?.held.find((held) => held.lecture === lecture);
    if (!kind || !before || !here) continue;
    const said = sources.filter((id) => here.occurrence.sources.includes(id));
    histories[broad]?.push({
      kind: 'specialised',
      evidence: evidenceIn(lecture, said.length > 0 ? said : bestOf(here)),
      earlier: evidenceIn(before.lecture, bestOf(before)),
      by: kind.concept.key,
    });
  }
}

/** What a language model told, where both lectures work with the concept and both hold the cited words. */
function addChanges(
  histories: WovenUpdate[][],
  given: {
    strands: readonly Strand[];
    course: readonly CourseLecture[];
    changes: readonly (readonly ConceptChange[])[];
    evidenceIn: EvidenceIn;
  },
): void {
  const { strands, course, changes, evidenceIn } = given;
  for (const [lecture, told] of changes.entries()) {
    for (const { name, kind, sources, earlier, note } of told) {
      const before = course.findIndex(({ lectureId }) => lectureId === earlier.lectureId);
      const forms = saidForms(name);
      const index = strands.findIndex(({ concept }) => concept.keys.some((key) => forms.includes(key)));
      const works = (at: number) => strands[index]?.held.some((held) => held.lecture === at);
      const real = (at: number, ids: readonly string[]) => ids.every((id) => course[at]?.segments.has(id));
      if (before < 0 || before >= lecture || !works(before) || !works(lecture)) continue;
      if (!real(lecture, sources) || !real(before, earlier.sources)) continue;
      const evidence = evidenceIn(lecture, sources);
      const same = (other: WovenUpdate) =>
        other.kind === kind &&
        other.evidence.lectureId === evidence.lectureId &&
        other.earlier?.lectureId === earlier.lectureId;
      // Under a second preset a language model tells the same again.
      if (histories[index]?.some(same)) continue;
      histories[index]?.push({
        kind,
        evidence,
        earlier: evidenceIn(before, earlier.sources),
        ...(note ? { note } : {}),
      });
    }
  }
}
