import type { Device } from '@pegasus/core/account.ts';
import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { Notice } from '../../components/notice.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Screen } from '../../components/screen.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { Stack } from '../../components/stack.tsx';
import { Heading, Text } from '../../components/text.tsx';
import {
  useChangePassword,
  useDevices,
  useSession,
  useSignOut,
  useSignOutDevice,
} from '../../state/session.ts';
import { PasswordField, wantingPassword } from './password-field.tsx';

/** Who is signed in and where, and the password. */
export function AccountScreen() {
  const { data: session } = useSession();
  const signOut = useSignOut();
  return (
    <Screen title="Account" lead={session?.person?.email} crumbs={[{ title: 'Home', href: '/' }]}>
      <Button onPress={() => signOut.mutate()} busy={signOut.isPending}>
        Sign out
      </Button>
      {signOut.error ? <ProblemNotice problem={signOut.error} /> : null}
      <Devices />
      <NewPassword />
    </Screen>
  );
}

function Devices() {
  const { data, error, refetch } = useDevices();
  return (
    <Stack role="region" labelledBy="devices">
      <Heading level={2} id="devices">
        Devices
      </Heading>
      {error ? <ProblemNotice problem={error} onRetry={() => void refetch()} /> : null}
      {data ? (
        <Stack role="list" gap="small">
          {data.items.map((device) => (
            <DeviceRow key={device.id} device={device} />
          ))}
        </Stack>
      ) : error ? null : (
        <Skeleton label="Loading your devices" rows={2} />
      )}
    </Stack>
  );
}

function DeviceRow({ device }: { device: Device }) {
  const signOut = useSignOutDevice();
  const seen = new Date(device.seenAt).toLocaleDateString(undefined, { dateStyle: 'medium' });
  return (
    <Card role="listitem">
      <Stack row align="center" justify="space-between" gap="small">
        <Stack gap="tiny">
          <Text strong>{device.name}</Text>
          <Text size="caption" tone="quiet">
            {device.current ? 'This device' : `Last seen ${seen}`}
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

function NewPassword() {
  const change = useChangePassword();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [tried, setTried] = useState(false);
  const missing = wantingPassword(next);
  const submit = () => {
    setTried(true);
    if (change.isPending || !current || missing) return;
    const onSuccess = () => {
      setCurrent('');
      setNext('');
      setTried(false);
    };
    change.mutate({ current, next }, { onSuccess });
  };
  return (
    <Stack role="form" labelledBy="password">
      <Heading level={2} id="password">
        New password
      </Heading>
      {change.isSuccess ? (
        <Notice tone="good" title="Your new password is set. Other devices are signed out." />
      ) : null}
      <PasswordField label="Password now" value={current} onChange={setCurrent} />
      <PasswordField
        fresh
        label="New password"
        value={next}
        onChange={setNext}
        onSubmit={submit}
        error={tried ? missing : undefined}
      />
      {change.error ? <ProblemNotice problem={change.error} /> : null}
      <Button onPress={submit} busy={change.isPending}>
        Set the password
      </Button>
    </Stack>
  );
}
