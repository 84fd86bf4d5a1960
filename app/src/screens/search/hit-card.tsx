import { shortTime } from '@pegasus/core/clock.ts';
import type { SearchHit } from '@pegasus/core/endpoints/search.ts';
import { CardLink } from '../../components/card.tsx';
import { Marked } from '../../components/marked.tsx';
import { Stack } from '../../components/stack.tsx';
import { Text } from '../../components/text.tsx';

/** What an item of the material is called where it is found. */
const KINDS: Record<string, string> = {
  segment: 'Said',
  bullet: 'Summary',
  row: 'Summary',
  heading: 'Outline',
  definition: 'Key term',
  term: 'Key term',
  basic: 'Card',
  cloze: 'Card',
  concept: 'Concept map',
  relation: 'Concept map',
};
const TABS: Record<string, string> = {
  segment: 'transcript',
  bullet: 'summary',
  row: 'summary',
  heading: 'outline',
  definition: 'key-terms',
  term: 'key-terms',
  basic: 'flashcards',
  cloze: 'flashcards',
  concept: 'concept-map',
  relation: 'concept-map',
};

/** A place where something is said; it leads to that moment of its lecture. */
export function HitCard({ hit }: { hit: SearchHit }) {
  const { lectureId, lectureTitle, kind, moment, text, matches } = hit;
  const tab = TABS[kind] ?? 'exam-questions';
  const at = moment === undefined ? '' : `&at=${Math.floor(moment)}`;
  return (
    <Stack role="listitem">
      <CardLink href={`/lectures/${lectureId}?tab=${tab}${at}`}>
        <Marked text={text} matches={matches} />
        <Text size="caption" tone="quiet">
          {[
            KINDS[kind] ?? 'Exam question',
            moment === undefined ? undefined : shortTime(moment),
            lectureTitle,
          ]
            .filter(Boolean)
            .join(' · ')}
        </Text>
      </CardLink>
    </Stack>
  );
}
