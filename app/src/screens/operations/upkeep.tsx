import type { Operations, UpkeepFacts } from '@pegasus/core/operations.ts';
import { Chip } from '../../components/chip.tsx';
import { Stack } from '../../components/stack.tsx';
import { Text } from '../../components/text.tsx';
import { count, lengthOf } from '../words.ts';
import { FactList } from './fact-list.tsx';
import { ago, percent, runWords } from './fact-words.ts';
import { Section } from './section.tsx';

/** Canary, backup, processes, release: what stands behind the stages. */
export function Upkeep({ facts }: { facts: Operations }) {
  const { at, canary, backup, workers, release, parts, diskFree } = facts;
  return (
    <>
      <Section
        id="canary"
        title="Canary"
        lead={
          canary.everyMinutes > 0
            ? `A lecture of our own goes through all stages every ${canary.everyMinutes} minutes.`
            : 'Switched off: PEGASUS_CANARY_MINUTES sends one again and again.'
        }
      >
        <Runs runs={canary.runs} at={at} />
      </Section>
      <Section
        id="backup"
        title="Backup"
        lead={
          backup.everyMinutes === 0
            ? 'Switched off: PEGASUS_BACKUP_URL says where to.'
            : backup.ageSeconds === undefined
              ? 'None was made well yet.'
              : `The last one that was made well is ${lengthOf(backup.ageSeconds)} old.`
        }
      >
        <Runs runs={backup.runs} at={at} />
      </Section>
      <Section id="machinery" title="Machinery">
        <FactList
          facts={[
            ['Workers', String(workers.length)],
            ...Object.entries(parts).map(([part, state]) => [part, state] as const),
            ['Disk free', percent(diskFree, 0)],
            ['Release', release.version],
            ['Commit', release.commit],
          ]}
        />
        {workers.map(({ id, version, startedAt, seenAt }) => (
          <Text key={id} size="caption" tone="quiet">
            {`Worker ${id.slice(0, 8)}, ${version}, started ${ago(startedAt, at)}, seen ${ago(seenAt, at)}`}
          </Text>
        ))}
      </Section>
    </>
  );
}

function Runs({ runs, at }: { runs: readonly UpkeepFacts[]; at: string }) {
  if (runs.length === 0) return <Text tone="quiet">It has not run yet.</Text>;
  return (
    <Stack role="list" gap="small" label={count(runs.length, 'run')}>
      {runs.map((run) => {
        const { tone, words } = runWords(run);
        return (
          <Stack key={run.startedAt} row role="listitem" gap="small">
            <Chip tone={tone}>{words}</Chip>
            <Text size="caption" tone="quiet">
              {ago(run.startedAt, at)}
            </Text>
          </Stack>
        );
      })}
    </Stack>
  );
}
