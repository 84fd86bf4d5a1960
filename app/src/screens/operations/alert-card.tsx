import type { AlertFacts } from '@pegasus/core/operations.ts';
import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { Chip } from '../../components/chip.tsx';
import { Stack } from '../../components/stack.tsx';
import { Heading, Text } from '../../components/text.tsx';
import { ago } from './fact-words.ts';
import { Runbook } from './runbook.tsx';

/** An alert that fires: what it is, what a student notices, and the page that says what to do. */
export function AlertCard({ alert, now }: { alert: AlertFacts; now: string }) {
  const [open, setOpen] = useState(false);
  const { severity, stage, summary, effect, since, runbook } = alert;
  const urgent = severity === 'page';
  const words = open ? 'Put the runbook away' : 'What to do';
  return (
    <Card role="listitem" tone={urgent ? 'dangerSoft' : 'warningSoft'}>
      <Stack row gap="small">
        <Chip tone={urgent ? 'danger' : 'warning'} icon="warning">
          {urgent ? 'Now' : 'By morning'}
        </Chip>
        {stage && stage !== 'all' ? <Chip>{stage}</Chip> : null}
        <Text size="caption" tone="quiet">
          {ago(since, now)}
        </Text>
      </Stack>
      <Heading level={3}>{summary}</Heading>
      <Text>{`A student notices: ${effect}`}</Text>
      {runbook.text ? (
        <Button icon="book" expanded={open} label={`${words}: ${summary}`} onPress={() => setOpen(!open)}>
          {words}
        </Button>
      ) : (
        <Text size="caption">{`What to do: ${runbook.path}`}</Text>
      )}
      {open && runbook.text ? <Runbook text={runbook.text} /> : null}
    </Card>
  );
}
