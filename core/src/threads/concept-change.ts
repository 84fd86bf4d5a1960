import { findOpposite } from '../grounding/direction.ts';
import { gatherEvidence } from '../grounding/evidence.ts';
import { readLecture } from '../grounding/lecture-reading.ts';
import { findDenial, findSharedDenial } from '../grounding/negation.ts';
import { passageOf } from '../grounding/passage.ts';
import { reviewItem } from '../grounding/review.ts';
import type { Preset } from '../presets/define.ts';
import { wordsOf } from '../text/words.ts';
import type { Segment } from '../transcript.ts';
import type { ConceptChange } from './mentions.ts';

/** A change that a language model tells of, with the words of both lectures that shall show it. */
export interface ToldChange {
  kind: ConceptChange['kind'];
  note: string;
  earlier: { quote: string; segments: readonly Segment[] };
  later: { quote: string; segments: readonly Segment[] };
}

/** Fewer words of a lecture show no change of a concept. */
const LEAST_QUOTED = 4;
/** Words of content that are new: one alone is another way of saying the same. */
const LEAST_NEW = 2;
/** With these a lecturer takes something back or bounds it. */
const CORRECTS =
  /\b(?:not|cannot|never|no longer|wrong|false|mistaken|mistake|incorrect|actually|in fact|in reality|instead|however|unless|except|only (?:if|when|where)|contrary|turns out|too simple|contradicts?)\b|n['’]t\b/i;
/** With these a note speaks of the lectures and not of the matter. */
const ABOUT_LECTURES =
  /\b(?:the |an? |this )?(?:earlier|previous|first|last|later|present|new|current)? ?(?:lectures?|lecturer|courses?)\b|\b(?:earlier|previously|before|now|then|today|later|already|still|says?|said|saying|states?|stated|tells?|told|adds?|added|describes?|described|defines?|defined|explains?|explained|presents?|presented|treats?|treated|refines?|refined|contradicts?|contradicted|extends?|extended|narrows?|narrowed|corrects?|corrected|concept|definition|claim|more precisely)\b/gi;

/**
 * Why a told change does not follow from the words of the two lectures; undefined where it does.
 *
 * - `contradicted`: the quotes must stand against each other, by a denial, an opposite or a word that takes back
 * - `refined`, `more-complex`: the later quote says something new and denies nothing that the earlier one says
 * - the note must be carried by the cited words of both, by the rules of every item
 */
export function judgeChange({ kind, note, earlier, later }: ToldChange, preset: Preset): string | undefined {
  const short = [earlier.quote, later.quote].some((quote) => wordsOf(quote).length < LEAST_QUOTED);
  if (short) return `each quote needs ${LEAST_QUOTED} words or more`;
  const opposed = findOpposition(earlier, later);
  if (kind === 'contradicted') {
    const loose =
      findOpposition(earlier, later, findDenial) ?? (CORRECTS.test(later.quote) ? 'corrected' : undefined);
    if (!opposed && !loose) return 'its quotes do not stand against each other';
  } else {
    if (opposed) return `its quotes stand against each other: ${opposed}`;
    const known = stemsOf(earlier.segments.map(({ text }) => text).join(' '));
    const fresh = [...stemsOf(later.quote)].filter((stem) => !known.has(stem));
    if (fresh.length < LEAST_NEW) return 'the later quote says nothing that the earlier lecture has not said';
  }
  return judgeNote(note, [...earlier.segments], [...later.segments], preset);
}

/** What one of two quotes denies or turns round of the other. */
function findOpposition(
  earlier: ToldChange['earlier'],
  later: ToldChange['later'],
  denial: typeof findDenial = findSharedDenial,
): string | undefined {
  return against(later.quote, earlier.quote, denial) ?? against(earlier.quote, later.quote, denial);
}

function against(claim: string, said: string, denial: typeof findDenial): string | undefined {
  const lecture = readLecture({ segments: [{ id: 'q', start: 0, end: 0, text: said }] });
  const passage = passageOf(lecture, ['q']);
  for (const evidence of gatherEvidence(claim, passage)) {
    const found = denial(evidence, passage.sentences, lecture) ?? findOpposite(evidence, lecture);
    if (found) return found;
  }
  return undefined;
}

function judgeNote(
  note: string,
  earlier: readonly Segment[],
  later: readonly Segment[],
  preset: Preset,
): string | undefined {
  const claim = note.replace(ABOUT_LECTURES, ' ').replace(/\s+/g, ' ').trim();
  if (wordsOf(claim).every(({ content }) => !content)) return 'its note says nothing of the matter';
  const segments = [
    ...earlier.map((segment) => ({ ...segment, id: `earlier ${segment.id}` })),
    ...later.map((segment) => ({ ...segment, id: `later ${segment.id}` })),
  ];
  const item = { id: note, kind: 'bullet', sources: segments.map(({ id }) => id), claim, verbatim: false };
  const review = reviewItem(item, readLecture({ segments }), preset);
  return review.verdict === 'dropped' ? `its note does not hold: ${review.reason}` : undefined;
}

function stemsOf(text: string): Set<string> {
  return new Set(wordsOf(text).flatMap(({ stem, content }) => (content ? [stem] : [])));
}
