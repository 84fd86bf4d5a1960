import type { Account } from '@pegasus/core/account.ts';
import { useState } from 'react';
import { Answer } from '../../components/answer.tsx';
import { Ask } from '../../components/ask.tsx';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { Chip, type ChipTone } from '../../components/chip.tsx';
import { Choice } from '../../components/choice.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Screen } from '../../components/screen.tsx';
import { Stack } from '../../components/stack.tsx';
import { Heading, Text } from '../../components/text.tsx';
import { useAccounts, useChangeAccount } from '../../state/accounts.ts';
import { useSession } from '../../state/session.ts';
import { dayOf } from '../words.ts';
import { Invite } from './invite.tsx';
import { ROLE_OPTIONS } from './role-options.ts';

const STATE: Record<Account['state'], { words: string; tone: ChipTone }> = {
  active: { words: 'Active', tone: 'good' },
  invited: { words: 'Invited', tone: 'calm' },
  unconfirmed: { words: 'Address not confirmed', tone: 'warning' },
  disabled: { words: 'Disabled', tone: 'danger' },
};

/** Who has an account, for administrators: no content of anybody, and no figures of use. */
export function PeopleScreen() {
  const query = useAccounts();
  return (
    <Screen
      title="People"
      lead="Who may use this server. You see nobody's lectures here."
      crumbs={[
        { title: 'Home', href: '/' },
        { title: 'Account', href: '/account' },
      ]}
    >
      <Invite />
      <Stack role="region" labelledBy="accounts">
        <Heading level={2} id="accounts">
          Accounts
        </Heading>
        <Answer query={query} loading="Loading the accounts">
          {({ pages }) => (
            <Stack role="list" gap="small">
              {pages
                .flatMap(({ items }) => items)
                .map((account) => (
                  <AccountRow key={account.id} account={account} />
                ))}
            </Stack>
          )}
        </Answer>
        {query.hasNextPage ? (
          <Button busy={query.isFetchingNextPage} onPress={() => void query.fetchNextPage()}>
            Show more
          </Button>
        ) : null}
      </Stack>
    </Screen>
  );
}

function AccountRow({ account }: { account: Account }) {
  const { data: session } = useSession();
  const change = useChangeAccount();
  const [open, setOpen] = useState(false);
  const [asking, setAsking] = useState(false);
  const { id, name, email, role, state, createdAt } = account;
  const disabled = state === 'disabled';
  const oneself = session?.person?.id === id;
  return (
    <Card role="listitem">
      <Stack row align="center" justify="space-between" gap="small">
        <Stack gap="tiny" style={{ flexShrink: 1 }}>
          <Text strong>{name}</Text>
          <Text size="caption" tone="quiet">
            {`${email} · ${ROLE_OPTIONS.find(({ value }) => value === role)?.title} · since ${dayOf(createdAt)}`}
          </Text>
        </Stack>
        <Stack row gap="small">
          <Chip tone={STATE[state].tone}>{STATE[state].words}</Chip>
          {oneself ? null : (
            <Button label={`Change ${name}`} expanded={open} onPress={() => setOpen(!open)}>
              Change
            </Button>
          )}
        </Stack>
      </Stack>
      {open ? (
        <Stack>
          <Choice
            label={`Role of ${name}`}
            options={ROLE_OPTIONS}
            value={role}
            onChange={(next) => change.mutate({ id, role: next })}
          />
          <Button
            kind={disabled ? 'soft' : 'danger'}
            label={`${disabled ? 'Let in' : 'Shut out'} ${name}`}
            busy={change.isPending}
            onPress={() => (disabled ? change.mutate({ id, disabled: false }) : setAsking(true))}
          >
            {disabled ? 'Let in again' : 'Shut out'}
          </Button>
        </Stack>
      ) : null}
      {change.error ? <ProblemNotice problem={change.error} /> : null}
      <Ask
        open={asking}
        title={`Shut ${name} out?`}
        confirm="Shut them out"
        danger
        busy={change.isPending}
        onClose={() => setAsking(false)}
        onConfirm={() => change.mutate({ id, disabled: true }, { onSettled: () => setAsking(false) })}
      >
        Every device is signed out at once. The lectures stay, and you can let them in again.
      </Ask>
    </Card>
  );
}
