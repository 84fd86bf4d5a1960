import { shortTime } from '@pegasus/core/clock.ts';
import { View } from 'react-native';
import { Button, ButtonLink } from '../../components/button.tsx';
import { Notice } from '../../components/notice.tsx';
import { ProgressBar } from '../../components/progress-bar.tsx';
import { Stack } from '../../components/stack.tsx';
import { Text } from '../../components/text.tsx';
import { useHeld, useHeldStates } from '../../recorder/held-provider.tsx';
import type { HeldState } from '../../recorder/held-sender.ts';

/** Where a recording is, at a glance: on this device, so much of it sent, or safe. */
export function heldWords({ recording, upload, lecture, problem }: HeldState): string {
  if (lecture) return 'Safe: the server has all of it';
  const { seconds } = recording;
  if (problem) return `On this device: ${shortTime(seconds)}. It could not be sent: ${problem.entry.title}`;
  const share = upload && upload.ready > 0 ? upload.kept / upload.ready : 0;
  const sent = `${Math.floor(share * seconds)} of ${seconds} s sent`;
  if (upload?.phase === 'waiting')
    return `On this device, ${sent}. It goes on by itself when there is a connection.`;
  return `On this device, ${sent}`;
}

/** Recordings of this device that the server does not have whole, and those that just became safe. */
export function HeldList({ except }: { except?: string | undefined }) {
  const states = useHeldStates().filter(({ recording }) => recording.id !== except);
  const { sender } = useHeld();
  if (states.length === 0) return null;
  return (
    <Stack gap="medium" role="region" label="Recordings on this device">
      {states.map((state) => {
        const { recording, upload, lecture, problem } = state;
        const title = `Recording of ${new Date(recording.startedAt).toLocaleString()}`;
        return (
          <Notice
            key={recording.id}
            tone={lecture ? 'good' : problem ? 'danger' : 'calm'}
            title={title}
            actions={
              lecture ? (
                <ButtonLink href={`/lectures/${lecture.id}`}>Open the lecture</ButtonLink>
              ) : problem ? (
                <Button onPress={() => sender.retry(recording.id)}>Try again</Button>
              ) : undefined
            }
          >
            <View>
              <Text role="status">{heldWords(state)}</Text>
              {upload && !lecture ? (
                <ProgressBar label="Sent" share={upload.ready > 0 ? upload.kept / upload.ready : 0} />
              ) : null}
            </View>
          </Notice>
        );
      })}
    </Stack>
  );
}
