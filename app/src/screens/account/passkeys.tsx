import type { Passkey } from '@pegasus/core/passkey.ts';
import { useState } from 'react';
import { Answer } from '../../components/answer.tsx';
import { Ask } from '../../components/ask.tsx';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { Field } from '../../components/field.tsx';
import { Notice } from '../../components/notice.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Stack } from '../../components/stack.tsx';
import { Heading, Text } from '../../components/text.tsx';
import {
  useAddPasskey,
  usePasskeys,
  usePasskeysPossible,
  useRemovePasskey,
  useRenamePasskey,
} from '../../state/passkeys.ts';
import { dayOf } from '../words.ts';
import { PasswordField } from './password-field.tsx';

/** Signing in without a password: what there is, and how to add one. */
export function Passkeys() {
  const query = usePasskeys();
  const possible = usePasskeysPossible();
  const none = query.data?.items.length === 0;
  if (!possible && (none || !query.data)) return null;
  return (
    <Stack role="region" labelledBy="passkeys">
      <Heading level={2} id="passkeys">
        Passkeys
      </Heading>
      <Text tone="quiet">
        Sign in with your finger, your face or the code of your device. No password to remember.
      </Text>
      <Answer query={query} loading="Loading your passkeys" rows={1}>
        {({ items }) =>
          items.length === 0 ? null : (
            <Stack role="list" gap="small">
              {items.map((passkey) => (
                <PasskeyRow key={passkey.id} passkey={passkey} />
              ))}
            </Stack>
          )
        }
      </Answer>
      {possible ? <AddPasskey /> : null}
    </Stack>
  );
}

function AddPasskey() {
  const add = useAddPasskey();
  const [open, setOpen] = useState(false);
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);
  const submit = () => {
    setTried(true);
    if (add.isPending || !name.trim()) return;
    const onSuccess = (passkey: Passkey | undefined) => {
      setPassword('');
      if (!passkey) return;
      setName('');
      setTried(false);
      setOpen(false);
    };
    add.mutate({ name, password }, { onSuccess });
  };
  return (
    <Stack>
      {add.data ? <Notice tone="good" title={`«${add.data.name}» signs you in from now on.`} /> : null}
      {open ? (
        <Stack role="form" label="Add a passkey">
          <Field
            label="Name of the passkey"
            hint="Such as «My phone», so that you know it again."
            maxLength={60}
            value={name}
            onChange={setName}
            error={tried && !name.trim() ? 'Give it a name.' : undefined}
          />
          <PasswordField
            label="Your password"
            hint="Leave it empty if you have none and have just signed in."
            value={password}
            onChange={setPassword}
            onSubmit={submit}
          />
          {add.isSuccess && !add.data ? <Text role="status">No passkey was made.</Text> : null}
          {add.error ? <ProblemNotice problem={add.error} /> : null}
          <Stack row gap="small">
            <Button kind="main" onPress={submit} busy={add.isPending}>
              Make the passkey
            </Button>
            <Button kind="plain" onPress={() => setOpen(false)}>
              Leave it
            </Button>
          </Stack>
        </Stack>
      ) : (
        <Button icon="key" onPress={() => setOpen(true)}>
          Add a passkey
        </Button>
      )}
    </Stack>
  );
}

function PasskeyRow({ passkey }: { passkey: Passkey }) {
  const rename = useRenamePasskey();
  const remove = useRemovePasskey();
  const [name, setName] = useState<string>();
  const [asking, setAsking] = useState(false);
  const save = () => {
    if (!name?.trim() || rename.isPending) return;
    rename.mutate({ id: passkey.id, name }, { onSuccess: () => setName(undefined) });
  };
  const used = passkey.usedAt ? `Last used ${dayOf(passkey.usedAt)}` : 'Not used yet';
  return (
    <Card role="listitem">
      {name === undefined ? (
        <Stack row align="center" justify="space-between" gap="small">
          <Stack gap="tiny" style={{ flexShrink: 1 }}>
            <Text strong>{passkey.name}</Text>
            <Text size="caption" tone="quiet">
              {`Added ${dayOf(passkey.createdAt)} · ${used} · ${passkey.copied ? 'Kept on more than one device' : 'On one device alone'}`}
            </Text>
          </Stack>
          <Stack row gap="small">
            <Button label={`Rename ${passkey.name}`} onPress={() => setName(passkey.name)}>
              Rename
            </Button>
            <Button kind="danger" label={`Remove ${passkey.name}`} onPress={() => setAsking(true)}>
              Remove
            </Button>
          </Stack>
        </Stack>
      ) : (
        <Stack role="form" label={`Rename ${passkey.name}`}>
          <Field label="New name" maxLength={60} value={name} onChange={setName} onSubmit={save} />
          <Stack row gap="small">
            <Button kind="main" onPress={save} busy={rename.isPending}>
              Save
            </Button>
            <Button kind="plain" onPress={() => setName(undefined)}>
              Leave it
            </Button>
          </Stack>
        </Stack>
      )}
      {(rename.error ?? remove.error) ? <ProblemNotice problem={rename.error ?? remove.error} /> : null}
      <Ask
        open={asking}
        title={`Remove «${passkey.name}»?`}
        confirm="Remove it"
        danger
        busy={remove.isPending}
        onClose={() => setAsking(false)}
        onConfirm={() => remove.mutate(passkey.id, { onSettled: () => setAsking(false) })}
      >
        It signs nobody in any more. Your device may go on showing it; you can delete it there.
      </Ask>
    </Card>
  );
}
