import type { Operations } from '@pegasus/core/operations.ts';
import { Notice } from '../../components/notice.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Screen } from '../../components/screen.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { Stack } from '../../components/stack.tsx';
import { Text } from '../../components/text.tsx';
import { useOperations } from '../../state/operations.ts';
import { AlertCard } from './alert-card.tsx';
import { DeadLetters } from './dead-letters.tsx';
import { ago, verdictOf } from './fact-words.ts';
import { Objectives } from './objectives.tsx';
import { Section } from './section.tsx';
import { StageCard } from './stage-card.tsx';
import { Upkeep } from './upkeep.tsx';

/** What whoever is on call looks at first: which stage, since when, how bad, and what to do. */
export function OperationsScreen() {
  const { data, error, refetch, dataUpdatedAt } = useOperations();
  const lead = data
    ? `As of ${new Date(dataUpdatedAt).toLocaleTimeString()}; looks again every five seconds.`
    : undefined;
  return (
    <Screen title="Operations" lead={lead} size="page" crumbs={[{ title: 'Home', href: '/' }]}>
      {error ? <ProblemNotice problem={error} onRetry={() => void refetch()} /> : null}
      {data ? <Facts facts={data} /> : error ? null : <Skeleton label="Loading how it is" rows={4} />}
    </Screen>
  );
}

function Facts({ facts }: { facts: Operations }) {
  const { at, stages, alerts, hours, objectives, objectiveDays } = facts;
  const { tone, title } = verdictOf(facts);
  const firingAt = new Set(alerts.firing.map(({ stage }) => stage));
  return (
    <>
      <Notice tone={tone} title={title} />
      {alerts.firing.length > 0 ? (
        <Section id="alerts" title="Alerts">
          <Stack role="list" gap="medium">
            {alerts.firing.map((alert) => (
              <AlertCard key={alert.id} alert={alert} now={at} />
            ))}
          </Stack>
        </Section>
      ) : null}
      <Section id="stages" title="Stages">
        <Stack row role="list" gap="medium" align="stretch">
          {stages.map((stage) => (
            <StageCard key={stage.stage} facts={stage} hours={hours} firing={firingAt.has(stage.stage)} />
          ))}
        </Stack>
      </Section>
      <DeadLetters now={at} />
      <Objectives objectives={objectives} days={objectiveDays} />
      <Upkeep facts={facts} />
      {alerts.past.length > 0 ? (
        <Section id="past" title="Alerts that are over">
          <Stack role="list" gap="tiny">
            {alerts.past.map(({ id, summary, since, until }) => (
              <Stack key={id} role="listitem">
                <Text>{summary}</Text>
                <Text size="caption" tone="quiet">
                  {`Began ${ago(since, at)}${until ? `, over ${ago(until, at)}` : ''}`}
                </Text>
              </Stack>
            ))}
          </Stack>
        </Section>
      ) : null}
    </>
  );
}
