import type { Share } from '@pegasus/core/share.ts';
import { useState } from 'react';
import { Ask } from '../../components/ask.tsx';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { Chip } from '../../components/chip.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Stack } from '../../components/stack.tsx';
import { Text } from '../../components/text.tsx';
import { useRevokeShare } from '../../state/shares.ts';
import { count, dayOf } from '../words.ts';

/** A link that was made: what it shows, how often it was used, and its end. */
export function LinkCard({ share, titles }: { share: Share; titles: ReadonlyMap<string, string> }) {
  const revoke = useRevokeShare(share.lectureId);
  const [asking, setAsking] = useState(false);
  const { createdAt, expiresAt, revokedAt, views, copies } = share;
  const over = Date.parse(expiresAt) <= Date.now();
  const open = revokedAt === undefined && !over;
  return (
    <Card role="listitem">
      <Stack row gap="small" justify="space-between">
        <Text strong>{`Made on ${dayOf(createdAt)}`}</Text>
        <Chip tone={open ? 'good' : 'calm'} icon={open ? 'check' : 'stop'}>
          {revokedAt ? 'Ended by you' : over ? 'Ran out' : `Until ${dayOf(expiresAt)}`}
        </Chip>
      </Stack>
      <Text>{shownBy(share, titles)}</Text>
      <Text size="caption" tone="quiet">
        {`Opened ${count(views, 'time')}, taken over ${count(copies, 'time')}`}
      </Text>
      {revoke.error ? <ProblemNotice problem={revoke.error} /> : null}
      {open ? (
        <Button
          kind="danger"
          icon="stop"
          label={`End this link, made on ${dayOf(createdAt)}`}
          onPress={() => setAsking(true)}
        >
          End this link
        </Button>
      ) : null}
      <Ask
        open={asking}
        title="End this link?"
        confirm="End it"
        danger
        busy={revoke.isPending}
        onClose={() => setAsking(false)}
        onConfirm={() => revoke.mutate(share.id, { onSettled: () => setAsking(false) })}
      >
        Whoever has it sees nothing any more. Copies that others took stay theirs.
      </Ask>
    </Card>
  );
}

function shownBy(
  { artifacts, withTranscript, withRecording }: Share,
  titles: ReadonlyMap<string, string>,
): string {
  const material = artifacts.map((name) => titles.get(name) ?? name);
  return [
    ...material,
    ...(withTranscript ? ['Transcript'] : []),
    ...(withRecording ? ['Recording'] : []),
  ].join(', ');
}
