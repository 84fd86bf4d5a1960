import type { ObjectiveFacts } from '@pegasus/core/operations.ts';
import { StyleSheet } from 'react-native';
import { Card } from '../../components/card.tsx';
import { Chip } from '../../components/chip.tsx';
import { ProgressBar } from '../../components/progress-bar.tsx';
import { Stack } from '../../components/stack.tsx';
import { Heading, Text } from '../../components/text.tsx';
import { percent } from './fact-words.ts';
import { Section } from './section.tsx';

/** What is promised, and how much of what may go wrong is left. */
export function Objectives({ objectives, days }: { objectives: readonly ObjectiveFacts[]; days: number }) {
  return (
    <Section
      id="objectives"
      title="Promises"
      lead={`Over ${days} days, of the lectures that are still kept.`}
    >
      <Stack row role="list" gap="medium" align="stretch">
        {objectives.map((each) => (
          <Objective key={each.id} facts={each} />
        ))}
      </Stack>
    </Section>
  );
}

function Objective({ facts }: { facts: ObjectiveFacts }) {
  const { title, objective, good, bad, budgetLeft } = facts;
  const events = good + bad;
  const broken = budgetLeft < 0;
  return (
    <Card role="listitem" style={styles.card}>
      <Stack row justify="space-between" gap="small">
        <Heading level={3} size="body">
          {title}
        </Heading>
        {events === 0 ? (
          <Chip>No event</Chip>
        ) : (
          <Chip tone={broken ? 'danger' : 'good'} icon={broken ? 'warning' : 'check'}>
            {broken ? 'Broken' : 'Kept'}
          </Chip>
        )}
      </Stack>
      <ProgressBar label={`${title}: budget left`} share={budgetLeft} />
      <Text size="caption" tone="quiet">
        {events === 0
          ? `Promised ${percent(objective)}`
          : `${percent(good / events, 2)} of ${events}, promised ${percent(objective)}; ${percent(Math.max(0, budgetLeft), 0)} of the budget left`}
      </Text>
    </Card>
  );
}

const styles = StyleSheet.create({ card: { flexBasis: 330, flexGrow: 1, flexShrink: 1 } });
