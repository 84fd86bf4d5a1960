import { endpoints } from '@pegasus/core/api.ts';
import { useRouter } from 'expo-router';
import { useState } from 'react';
import { Ask } from '../../components/ask.tsx';
import { Button, ButtonLink } from '../../components/button.tsx';
import { FileButtons } from '../../components/file-buttons';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Stack } from '../../components/stack.tsx';
import { Heading, Text } from '../../components/text.tsx';
import { serverAddress } from '../../platform/server-address';
import { useDeleteAccount } from '../../state/privacy.ts';
import { PasswordField } from './password-field.tsx';

/** Everything that is kept of somebody: to take along, and to have deleted. */
export function OwnData() {
  return (
    <Stack role="region" labelledBy="data">
      <Heading level={2} id="data">
        Your data
      </Heading>
      <TakeAlong />
      <ButtonLink kind="plain" href="/privacy">
        What is kept of you
      </ButtonLink>
    </Stack>
  );
}

export function TakeAlong() {
  return (
    <Stack gap="small">
      <Text>Everything that is kept of you, with your recordings, in one zip.</Text>
      <FileButtons
        title="your data"
        fileName="pegasus.zip"
        mediaType="application/zip"
        address={`${serverAddress()}${endpoints.exportAccount.path}`}
        stale={false}
        onFetched={() => {}}
      />
    </Stack>
  );
}

/** What cannot be taken back: behind a button, a password and a question. */
export function DeleteAccount() {
  const router = useRouter();
  const remove = useDeleteAccount();
  const [open, setOpen] = useState(false);
  const [asking, setAsking] = useState(false);
  const [password, setPassword] = useState('');
  const confirm = () =>
    remove.mutate(password, {
      onSuccess: () => router.replace('/'),
      onError: () => setAsking(false),
    });
  return (
    <Stack role="region" labelledBy="delete">
      <Heading level={2} id="delete">
        Delete your account
      </Heading>
      {open ? (
        <Stack role="form" label="Delete your account">
          <Text>
            Your recordings, transcripts, material, files and everything else that is kept of you are deleted
            for good. Take your data along before, if you want to keep any of it.
          </Text>
          <PasswordField
            label="Password, to show that it is you"
            hint="Leave it empty if you have none."
            value={password}
            onChange={setPassword}
          />
          {remove.error ? <ProblemNotice problem={remove.error} /> : null}
          <Stack row gap="small">
            <Button kind="danger" onPress={() => setAsking(true)}>
              Delete my account
            </Button>
            <Button kind="plain" onPress={() => setOpen(false)}>
              Leave it
            </Button>
          </Stack>
        </Stack>
      ) : (
        <Button kind="danger" onPress={() => setOpen(true)}>
          Delete your account
        </Button>
      )}
      <Ask
        open={asking}
        title="Delete your account?"
        confirm="Delete everything"
        danger
        busy={remove.isPending}
        onClose={() => setAsking(false)}
        onConfirm={confirm}
      >
        This cannot be taken back, and nobody can bring your lectures back for you.
      </Ask>
    </Stack>
  );
}
