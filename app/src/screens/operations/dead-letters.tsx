import type { DeadLetter } from '@pegasus/core/dead-letter.ts';
import { STAGES } from '@pegasus/core/stage-run.ts';
import { useState } from 'react';
import { Ask } from '../../components/ask.tsx';
import { Button } from '../../components/button.tsx';
import { Notice } from '../../components/notice.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { Stack } from '../../components/stack.tsx';
import { Text } from '../../components/text.tsx';
import { useDeadLetters, useReplayLetters } from '../../state/operations.ts';
import { count } from '../words.ts';
import { LetterCard } from './letter-card.tsx';
import { Section } from './section.tsx';

/** Work that was given up: to be looked at, taken up again, or discarded. */
export function DeadLetters({ now }: { now: string }) {
  const { data, error, refetch } = useDeadLetters();
  const letters = data?.items ?? [];
  return (
    <Section
      id="dead-letters"
      title="Dead letters"
      lead="Lectures that used up their retries. Nothing of them is lost; a replay goes on at the stage that failed."
    >
      {error ? <ProblemNotice problem={error} onRetry={() => void refetch()} /> : null}
      {data ? null : error ? null : <Skeleton label="Loading dead letters" rows={1} />}
      {data && letters.length === 0 ? <Text>There is none.</Text> : null}
      {letters.length > 0 ? <ReplayMany letters={letters} /> : null}
      <Stack role="list" gap="small">
        {letters.map((letter) => (
          <LetterCard key={letter.id} letter={letter} now={now} />
        ))}
      </Stack>
    </Section>
  );
}

/** All of them or those of one stage, after one more question: each is work for the workers. */
function ReplayMany({ letters }: { letters: readonly DeadLetter[] }) {
  const replay = useReplayLetters();
  const [asked, setAsked] = useState<(typeof STAGES)[number] | 'all'>();
  const stages = STAGES.filter((stage) => letters.some((letter) => letter.stage === stage));
  const { data: result } = replay;
  return (
    <Stack gap="small">
      <Stack row gap="small">
        <Button icon="retry" onPress={() => setAsked('all')} busy={replay.isPending}>
          Replay all
        </Button>
        {stages.length > 1
          ? stages.map((stage) => (
              <Button key={stage} onPress={() => setAsked(stage)} busy={replay.isPending}>
                {`Replay ${stage}`}
              </Button>
            ))
          : null}
      </Stack>
      {replay.error ? <ProblemNotice problem={replay.error} /> : null}
      {result ? (
        <Notice
          tone={result.refused.length > 0 ? 'warning' : 'good'}
          title={`${count(result.replayed.length, 'lecture')} taken up again, ${result.refused.length} not`}
        />
      ) : null}
      <Ask
        open={asked !== undefined}
        title="Replay them now?"
        confirm="Replay"
        onClose={() => setAsked(undefined)}
        onConfirm={() => {
          replay.mutate(asked === 'all' ? undefined : asked);
          setAsked(undefined);
        }}
      >
        Mend the cause first: what fails again comes back here.
      </Ask>
    </Stack>
  );
}
