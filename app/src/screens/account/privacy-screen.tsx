import type { PrivacyFacts } from '@pegasus/core/privacy.ts';
import { Answer } from '../../components/answer.tsx';
import { Card } from '../../components/card.tsx';
import { Screen } from '../../components/screen.tsx';
import { Stack } from '../../components/stack.tsx';
import { Heading, Text } from '../../components/text.tsx';
import { usePrivacy } from '../../state/privacy.ts';
import { useSession } from '../../state/session.ts';
import { TakeAlong } from './own-data.tsx';

/** What is kept of a person, why, for how long, who sees it, and who else gets something of it. */
export function PrivacyScreen() {
  const query = usePrivacy();
  const { data: session } = useSession();
  return (
    <Screen
      title="What is kept of you"
      lead="And who gets to see it."
      crumbs={[{ title: 'Home', href: '/' }]}
    >
      <Answer query={query} loading="Loading what is kept">
        {({ processors, kept, consent }) => (
          <>
            <Processors processors={processors} />
            <Stack role="region" labelledBy="consent">
              <Heading level={2} id="consent">
                Before you record
              </Heading>
              <Text>{consent}</Text>
            </Stack>
            {session?.person ? (
              <Stack role="region" labelledBy="take-along">
                <Heading level={2} id="take-along">
                  Take it along
                </Heading>
                <TakeAlong />
              </Stack>
            ) : null}
            <Stack role="region" labelledBy="kept">
              <Heading level={2} id="kept">
                What is kept
              </Heading>
              <Stack role="list" gap="small">
                {kept.map((data) => (
                  <Kept key={`${data.what}${data.why}`} data={data} />
                ))}
              </Stack>
            </Stack>
          </>
        )}
      </Answer>
    </Screen>
  );
}

function Processors({ processors }: Pick<PrivacyFacts, 'processors'>) {
  return (
    <Stack role="region" labelledBy="processors">
      <Heading level={2} id="processors">
        Who else gets something of it
      </Heading>
      {processors.length === 0 ? (
        <Text>Nobody. What you hand in stays on this server.</Text>
      ) : (
        <Stack role="list" gap="small">
          {processors.map(({ name, gets }) => (
            <Card key={name + gets} role="listitem" tone="warningSoft">
              <Text strong>{name}</Text>
              <Text>{gets}</Text>
            </Card>
          ))}
        </Stack>
      )}
    </Stack>
  );
}

function Kept({ data: { what, why, howLong, whoSees } }: { data: PrivacyFacts['kept'][number] }) {
  return (
    <Card role="listitem">
      <Text strong>{what}</Text>
      <Text>{why}</Text>
      <Text size="caption" tone="quiet">{`${howLong} Seen by: ${whoSees}`}</Text>
    </Card>
  );
}
