import type { Home } from '@pegasus/core/study/answers.ts';
import { ButtonLink } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { Stack } from '../../components/stack.tsx';
import { Heading, Text } from '../../components/text.tsx';
import { count } from '../words.ts';

/** What helps now: what is due, in how many minutes, and one button. */
export function Today({ home }: { home: Home }) {
  const { today, standing } = home;
  const waiting = today.repeat + today.fresh;
  if (standing.items === 0) return null;
  return (
    <Card tone={waiting > 0 ? 'accentSoft' : 'surface'} role="region" label="Today">
      <Heading level={2}>
        {waiting > 0 ? `${count(waiting, 'card')} for today` : 'Nothing is due today'}
      </Heading>
      <Text>
        {waiting > 0
          ? `${whatWaits(today)}. About ${count(today.minutes, 'minute')}.`
          : 'What you learned comes back when it is about to fade.'}
      </Text>
      <Stack row gap="small">
        {waiting > 0 ? (
          <ButtonLink href="/study" kind="main" icon="cards">
            Study now
          </ButtonLink>
        ) : null}
        <ButtonLink href="/study?which=all" kind="plain">
          Go through everything
        </ButtonLink>
      </Stack>
    </Card>
  );
}

function whatWaits({ repeat, fresh }: Home['today']): string {
  return [repeat > 0 ? `${repeat} to repeat` : undefined, fresh > 0 ? `${fresh} new` : undefined]
    .filter(Boolean)
    .join(', ');
}

/** What is known least, with the course that it belongs to. */
export function Shaky({ shaky }: { shaky: Home['shaky'] }) {
  if (shaky.length === 0) return null;
  return (
    <Stack gap="medium" role="region" label="Shaky">
      <Heading level={2}>Shaky for you</Heading>
      <Card>
        <Stack gap="small" role="list">
          {shaky.map(({ threadId, title, courseId, courseName, standing }) => (
            <Stack key={threadId} row gap="small" justify="space-between" role="listitem">
              <Stack gap="hair" style={{ flexShrink: 1, flexGrow: 1, flexBasis: 200 }}>
                <Text strong>{title}</Text>
                <Text size="caption" tone="quiet">
                  {[courseName, knownWords(standing.recall)].filter(Boolean).join(' · ')}
                </Text>
              </Stack>
              <ButtonLink
                href={`/courses/${courseId}/review`}
                kind="plain"
                label={`Look at it: ${title} in ${courseName}`}
              >
                Look at it
              </ButtonLink>
            </Stack>
          ))}
        </Stack>
      </Card>
    </Stack>
  );
}

/** A chance of recall in words that do not pretend to be exact. */
export function knownWords(recall: number | undefined): string | undefined {
  if (recall === undefined) return undefined;
  return `about ${Math.round(recall * 10)} of 10 remembered`;
}
