import type { Role } from '@pegasus/core/account.ts';
import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Choice } from '../../components/choice.tsx';
import { Notice } from '../../components/notice.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Stack } from '../../components/stack.tsx';
import { Heading, Text } from '../../components/text.tsx';
import { useInvite } from '../../state/accounts.ts';
import { dayOf } from '../words.ts';
import { EmailField } from './password-field.tsx';
import { ROLE_OPTIONS } from './role-options.ts';

/** Gives somebody an account. Where the server sends no mail, the link is shown once, to be handed over. */
export function Invite() {
  const invite = useInvite();
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('student');
  const [tried, setTried] = useState(false);
  const submit = () => {
    setTried(true);
    if (invite.isPending || !email.includes('@')) return;
    const onSuccess = () => {
      setEmail('');
      setTried(false);
    };
    invite.mutate({ email, role }, { onSuccess });
  };
  return (
    <Stack role="form" labelledBy="invite">
      <Heading level={2} id="invite">
        Invite somebody
      </Heading>
      {invite.data ? (
        <Notice
          tone="good"
          title={
            invite.data.link
              ? 'Hand this link over yourself'
              : `A mail is on its way to ${invite.data.account.email}`
          }
        >
          {invite.data.link ? <Text>{invite.data.link}</Text> : null}
          <Text>{`It is good until ${dayOf(invite.data.expiresAt)}, once.`}</Text>
        </Notice>
      ) : null}
      <EmailField
        value={email}
        onChange={setEmail}
        onSubmit={submit}
        error={tried && !email.includes('@') ? 'Give their e-mail address.' : undefined}
      />
      <Choice<Role> label="Role" options={ROLE_OPTIONS} value={role} onChange={setRole} />
      {invite.error ? <ProblemNotice problem={invite.error} /> : null}
      <Button kind="main" onPress={submit} busy={invite.isPending}>
        Invite
      </Button>
    </Stack>
  );
}
