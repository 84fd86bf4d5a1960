import type { Grade } from '@pegasus/core/study/review.ts';
import { Platform } from 'react-native';
import { Button } from '../../components/button.tsx';
import { Notice } from '../../components/notice.tsx';
import { Stack } from '../../components/stack.tsx';
import { Text } from '../../components/text.tsx';
import { AskedCard } from './asked-card.tsx';
import { AskedQuestion } from './asked-question.tsx';
import { LecturePlayback } from './lecture-playback.tsx';
import type { Asked } from './session-state.ts';

// Whoever has a mouse has a keyboard.
const HAS_KEYS = Platform.OS === 'web' && matchMedia('(pointer: fine)').matches;

export interface AskedProps {
  item: Asked;
  onGrade(grade: Grade, answer?: string): void;
  onUndo(): void;
}

/** What is asked now, whatever its kind, with what can be done beside answering. */
export function AskedItem({ onSuspend, ...asked }: AskedProps & { onSuspend(): void }) {
  const { item } = asked;
  return (
    <LecturePlayback lectureId={item.lectureId}>
      <Stack gap="normal">
        <Text size="caption" tone="quiet">
          {[item.lectureTitle, item.thread?.title].filter(Boolean).join(' · ')}
        </Text>
        {item.block.kind === 'question' ? (
          <AskedQuestion {...asked} block={item.block} />
        ) : item.block.kind === 'card' ? (
          <AskedCard {...asked} block={item.block} />
        ) : null}
        {item.leech ? (
          <Notice tone="warning" title="This one keeps slipping away">
            Hear the moment once more, or word the card anew in the lecture: that helps more than asking
            again.
          </Notice>
        ) : null}
        <Stack row gap="small" justify="space-between">
          {HAS_KEYS ? (
            <Text size="caption" tone="quiet">
              Keys: Space shows the answer, 1 to 4 grade, U takes back.
            </Text>
          ) : null}
          <Button kind="plain" onPress={onSuspend}>
            Do not ask this again
          </Button>
        </Stack>
      </Stack>
    </LecturePlayback>
  );
}
