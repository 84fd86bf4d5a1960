import { shortTime } from '@pegasus/core/clock.ts';
import type { ReviewedThread } from '@pegasus/core/study/answers.ts';
import type { ThreadUpdate } from '@pegasus/core/thread.ts';
import { useState } from 'react';
import { StyleSheet, View } from 'react-native';
import { Button, ButtonLink } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { Chip } from '../../components/chip.tsx';
import { Stack } from '../../components/stack.tsx';
import { Heading, Text } from '../../components/text.tsx';
import { space } from '../../theme/tokens.ts';
import { knownWords } from '../home/today.tsx';
import { count } from '../words.ts';

const CHANGED: Record<ThreadUpdate['kind'], string> = {
  introduced: 'Introduced',
  returns: 'Comes back',
  recalled: 'Recalled',
  specialised: 'A kind of it is introduced',
  refined: 'Said more precisely',
  contradicted: 'Said otherwise',
  'more-complex': 'More is said of it',
};

/** A concept through the course: what it is, where it comes up, and how it changed. */
export function ThreadCard({
  thread,
  titles,
}: {
  thread: ReviewedThread;
  titles: ReadonlyMap<string, string>;
}) {
  const [open, setOpen] = useState(false);
  const { title, description, names, level, kindOf, lectures, times, changes, standing } = thread;
  return (
    <Card role="listitem">
      <Stack row gap="small" justify="space-between">
        <Heading level={3}>{title}</Heading>
        <Stack row gap="tiny">
          {standing.shaky ? (
            <Chip tone="warning" icon="warning">
              Shaky
            </Chip>
          ) : null}
          <Chip>{level === 'foundational' ? 'Foundation' : 'Builds on others'}</Chip>
        </Stack>
      </Stack>
      {description ? <Text>{description}</Text> : null}
      <Text size="caption" tone="quiet">
        {[
          names.length > 0 ? `also ${names.join(', ')}` : undefined,
          kindOf.length > 0 ? `a kind of ${kindOf.join(', ')}` : undefined,
          `${count(lectures.length, 'lecture')}, said ${count(times, 'time')}`,
          knownWords(standing.recall),
        ]
          .filter(Boolean)
          .join(' · ')}
      </Text>
      <Button
        kind="plain"
        expanded={open}
        onPress={() => setOpen(!open)}
        label={`${open ? 'Hide where' : 'Where it comes up'}: ${title}`}
      >
        {open ? 'Hide where' : 'Where it comes up'}
      </Button>
      {open ? (
        <View style={styles.places}>
          {lectures.map(({ lectureId, moment }) => (
            <ButtonLink
              key={lectureId}
              href={`/lectures/${lectureId}?tab=transcript${moment === undefined ? '' : `&at=${Math.floor(moment)}`}`}
              kind="plain"
              icon="play"
            >
              {`${titles.get(lectureId) ?? 'Lecture'}${moment === undefined ? '' : `, ${shortTime(moment)}`}`}
            </ButtonLink>
          ))}
          {changes.map((change, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the history has no ids and never moves
            <Text key={place} tone="quiet">
              {`${CHANGED[change.kind]}: ${titles.get(change.evidence.lectureId) ?? 'a later lecture'}${noteOf(change)}`}
            </Text>
          ))}
        </View>
      ) : null}
    </Card>
  );
}

function noteOf(change: ThreadUpdate): string {
  if (change.kind === 'introduced') return '';
  const by = change.by ? ` (${change.by.title})` : '';
  return change.note ? `${by}. ${change.note}` : by;
}

const styles = StyleSheet.create({ places: { gap: space.small } });
