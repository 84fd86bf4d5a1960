import type { DeadLetter } from '@pegasus/core/dead-letter.ts';
import { useState } from 'react';
import { Ask } from '../../components/ask.tsx';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { Chip } from '../../components/chip.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { Stack } from '../../components/stack.tsx';
import { Heading, Text } from '../../components/text.tsx';
import { useDeadLetter, useDiscardLetter, useReplayLetter } from '../../state/operations.ts';
import { count } from '../words.ts';
import { ago } from './fact-words.ts';

/** One dead letter: why it was given up, its tries, and what can be done with it. */
export function LetterCard({ letter, now }: { letter: DeadLetter; now: string }) {
  const { id, stage, attempts, problem, createdAt } = letter;
  const [open, setOpen] = useState(false);
  const [asked, setAsked] = useState(false);
  const replay = useReplayLetter();
  const discard = useDiscardLetter();
  const short = id.slice(0, 8);
  const more = open ? 'Less' : 'Look into it';
  const failure = replay.error ?? discard.error;
  return (
    <Card role="listitem">
      <Stack row gap="small">
        <Chip tone="danger">{stage}</Chip>
        <Text size="caption" tone="quiet">
          {`${count(attempts, 'try', 'tries')} · ${ago(createdAt, now)} · ${short}`}
        </Text>
      </Stack>
      <Heading level={3}>{problem.title}</Heading>
      {open ? <Tries letter={letter} /> : null}
      {failure ? <ProblemNotice problem={failure} /> : null}
      <Stack row gap="small">
        <Button
          icon="retry"
          label={`Replay ${short}`}
          onPress={() => replay.mutate(id)}
          busy={replay.isPending}
        >
          Replay
        </Button>
        <Button kind="plain" label={`${more}: ${short}`} expanded={open} onPress={() => setOpen(!open)}>
          {more}
        </Button>
        <Button
          kind="danger"
          label={`Discard ${short}`}
          onPress={() => setAsked(true)}
          busy={discard.isPending}
        >
          Discard
        </Button>
      </Stack>
      <Ask
        open={asked}
        danger
        title="Discard this dead letter?"
        confirm="Discard"
        onClose={() => setAsked(false)}
        onConfirm={() => {
          discard.mutate(id);
          setAsked(false);
        }}
      >
        Its lecture stays failed, with its reason; its student can still try again.
      </Ask>
    </Card>
  );
}

function Tries({ letter }: { letter: DeadLetter }) {
  const { data, error } = useDeadLetter(letter.id);
  if (error) return <ProblemNotice problem={error} />;
  if (!data) return <Skeleton label="Loading its tries" rows={1} />;
  return (
    <Stack gap="tiny">
      <Text size="caption">{`Lecture ${letter.lectureId}`}</Text>
      {letter.problem.detail ? <Text>{letter.problem.detail}</Text> : null}
      <Stack role="list" gap="tiny">
        {data.tries.map(({ id, attempt, state, startedAt, problem }) => (
          <Stack key={id} role="listitem">
            <Text size="caption">
              {[
                `Try ${attempt}: ${state}`,
                problem?.code,
                startedAt ? new Date(startedAt).toLocaleString() : undefined,
              ]
                .filter(Boolean)
                .join(' · ')}
            </Text>
          </Stack>
        ))}
      </Stack>
    </Stack>
  );
}
