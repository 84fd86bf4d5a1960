import type { DueItem } from '@pegasus/core/study/answers.ts';
import type { Grade, Review } from '@pegasus/core/study/review.ts';
import type { Href } from 'expo-router';
import { useRef, useState } from 'react';
import { View } from 'react-native';
import { Button, ButtonLink } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { Notice } from '../../components/notice.tsx';
import { ProgressBar } from '../../components/progress-bar.tsx';
import { Stack } from '../../components/stack.tsx';
import { Heading, Text } from '../../components/text.tsx';
import { newId } from '../../state/new-id';
import { useReviewLog } from '../../state/study.ts';
import { count } from '../words.ts';
import { AskedItem } from './asked-item.tsx';
import { type Asked, afterAnswer, beginSession, takenBack, tally, without } from './session-state.ts';

/** One session from its first item to its end. */
export function Sitting({ items, onMore, back }: { items: readonly DueItem[]; onMore(): void; back: Href }) {
  const [session, setSession] = useState(() => beginSession(items));
  const { add, away } = useReviewLog();
  const asked = useRef(Date.now());
  const [item] = session.queue;
  const entryOf = ({ lectureId, itemId }: Asked) => {
    return { id: newId(), lectureId, itemId, at: new Date().toISOString() };
  };
  const grade = (how: Grade, answer?: string) => {
    if (!item) return;
    const seconds = Math.min(3600, (Date.now() - asked.current) / 1000);
    const review: Review = {
      ...entryOf(item),
      kind: 'grade',
      grade: how,
      seconds,
      ...(answer ? { answer: answer.slice(0, 4000) } : {}),
    };
    add(review);
    asked.current = Date.now();
    setSession(afterAnswer(session, how, review.id, new Date()));
  };
  const undo = () => {
    const before = takenBack(session);
    if (!before) return;
    add({ ...entryOf(before.item), kind: 'undo', undoes: before.reviewId });
    asked.current = Date.now();
    setSession(before.session);
  };
  const suspend = () => {
    if (!item) return;
    add({ ...entryOf(item), kind: 'suspend' });
    setSession(without(session));
  };
  return (
    <Stack gap="normal">
      <Stack row gap="small" justify="space-between">
        <Text size="caption" tone="quiet" role="status">
          {item ? `${session.done} of ${session.total} done` : 'All done'}
        </Text>
        {session.given.length > 0 ? (
          <Button kind="plain" icon="retry" onPress={undo} label="Undo the last grade">
            Undo
          </Button>
        ) : (
          <View style={{ minHeight: 44 }} />
        )}
      </Stack>
      <ProgressBar label="Done in this session" share={session.done / session.total} />
      {away ? (
        <Notice tone="calm" title="Saved on this device">
          The server cannot be reached right now. Your grades are kept and sent later.
        </Notice>
      ) : null}
      {item ? (
        <AskedItem
          key={`${item.lectureId} ${item.itemId} ${session.given.length}`}
          item={item}
          onGrade={grade}
          onUndo={undo}
          onSuspend={suspend}
        />
      ) : (
        <End session={session} onMore={onMore} back={back} />
      )}
    </Stack>
  );
}

function End({
  session,
  onMore,
  back,
}: {
  session: Parameters<typeof tally>[0];
  onMore(): void;
  back: Href;
}) {
  const { again, hard, good, easy } = tally(session);
  const known = good + easy;
  return (
    <Card role="region" label="End of the session">
      <Heading level={2}>That was it for now</Heading>
      <Text>
        {`${count(session.total, 'item')} studied. ${count(known, 'answer')} came well, ${count(again + hard, 'answer')} with trouble. What was hard comes back first.`}
      </Text>
      <Stack row gap="small">
        <ButtonLink href={back} kind="main">
          Done
        </ButtonLink>
        <Button onPress={onMore}>See what else is due</Button>
      </Stack>
    </Card>
  );
}
