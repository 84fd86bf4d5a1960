import type { StageFacts } from '@pegasus/core/operations.ts';
import { StyleSheet, View } from 'react-native';
import { Card } from '../../components/card.tsx';
import { Chip } from '../../components/chip.tsx';
import { Stack } from '../../components/stack.tsx';
import { Heading, Text } from '../../components/text.tsx';
import { space } from '../../theme/tokens.ts';
import { STAGE_WORDS } from '../words.ts';
import { FactList } from './fact-list.tsx';
import { shortLength } from './fact-words.ts';

/** How a stage does now, and how it did over the last hours. */
export function StageCard({ facts, hours, firing }: { facts: StageFacts; hours: number; firing: boolean }) {
  const { stage, waiting, running, oldestWaitingSeconds, stillSeconds, succeeded, failed } = facts;
  const spread = (of: StageFacts['run']) => (of ? `${shortLength(of.p50)} / ${shortLength(of.p95)}` : '–');
  return (
    <Card role="listitem" style={styles.card}>
      <Stack row justify="space-between" gap="small">
        <Heading level={3}>{STAGE_WORDS[stage].title}</Heading>
        {firing ? (
          <Chip tone="danger" icon="warning">
            Alert
          </Chip>
        ) : (
          <Chip tone="good" icon="check">
            Fine
          </Chip>
        )}
      </Stack>
      <FactList
        facts={[
          ['Waiting', String(waiting)],
          ['Running', String(running)],
          ['Oldest waits', waiting > 0 ? shortLength(oldestWaitingSeconds) : '–'],
          ['Came on', running > 0 ? `${shortLength(stillSeconds)} ago` : '–'],
          ['Run, half / 95 %', spread(facts.run)],
          ['Wait, half / 95 %', spread(facts.wait)],
        ]}
      />
      <Text tone={failed > 0 ? 'danger' : 'quiet'} strong={failed > 0}>
        {`${succeeded} succeeded, ${failed} failed in ${hours} hours`}
      </Text>
      {facts.failures.length > 0 ? (
        <View role="list" style={styles.failures}>
          {facts.failures.map(({ reason, title, count }) => (
            <View key={reason} role="listitem">
              <Text size="caption">{`${count} × ${title} (${reason})`}</Text>
            </View>
          ))}
        </View>
      ) : null}
    </Card>
  );
}

const styles = StyleSheet.create({
  card: { flexBasis: 330, flexGrow: 1, flexShrink: 1 },
  failures: { gap: space.tiny },
});
