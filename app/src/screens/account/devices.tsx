import type { Device } from '@pegasus/core/account.ts';
import { Answer } from '../../components/answer.tsx';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Stack } from '../../components/stack.tsx';
import { Heading, Text } from '../../components/text.tsx';
import { useDevices, useSignOutDevice } from '../../state/session.ts';
import { dayOf } from '../words.ts';

/** Where somebody is signed in. */
export function Devices() {
  const query = useDevices();
  return (
    <Stack role="region" labelledBy="devices">
      <Heading level={2} id="devices">
        Devices
      </Heading>
      <Answer query={query} loading="Loading your devices" rows={2}>
        {({ items }) => (
          <Stack role="list" gap="small">
            {items.map((device) => (
              <DeviceRow key={device.id} device={device} />
            ))}
          </Stack>
        )}
      </Answer>
    </Stack>
  );
}

function DeviceRow({ device }: { device: Device }) {
  const signOut = useSignOutDevice();
  return (
    <Card role="listitem">
      <Stack row align="center" justify="space-between" gap="small">
        <Stack gap="tiny" style={{ flexShrink: 1 }}>
          <Text strong>{device.name}</Text>
          <Text size="caption" tone="quiet">
            {device.current ? 'This device' : `Last seen ${dayOf(device.seenAt)}`}
          </Text>
        </Stack>
        {device.current ? null : (
          <Button
            kind="danger"
            label={`Sign out ${device.name}`}
            onPress={() => signOut.mutate(device.id)}
            busy={signOut.isPending}
          >
            Sign out
          </Button>
        )}
      </Stack>
      {signOut.error ? <ProblemNotice problem={signOut.error} /> : null}
    </Card>
  );
}
