import { ButtonLink } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { Icon } from '../../components/icon.tsx';
import type { IconName } from '../../components/icon-paths.ts';
import { Screen } from '../../components/screen.tsx';
import { Stack } from '../../components/stack.tsx';
import { Text } from '../../components/text.tsx';
import { useTheme } from '../../theme/theme-provider.tsx';

const STEPS: readonly { icon: IconName; title: string; text: string }[] = [
  {
    icon: 'microphone',
    title: 'Record or upload',
    text: 'Press one button in the lecture hall, or choose a file you have.',
  },
  {
    icon: 'clock',
    title: 'Wait a little',
    text: 'An hour of speech takes a few minutes. You can close the page.',
  },
  { icon: 'book', title: 'Revise', text: 'Summary, cards and questions. Tap a line to hear it said.' },
];

/** The start for somebody who has nothing here yet. */
export function Welcome() {
  const { colors } = useTheme();
  return (
    <Screen
      title="Turn a lecture into revision material"
      lead="Every line comes from your lecture, and plays the moment it was said."
    >
      <ButtonLink href="/courses/new" kind="main" icon="plus">
        Start your first course
      </ButtonLink>
      <Stack gap="medium" role="list" label="How it goes">
        {STEPS.map(({ icon, title, text }) => (
          <Card key={title} role="listitem">
            <Stack row gap="medium" style={{ flexWrap: 'nowrap' }}>
              <Icon name={icon} color={colors.accent} size={28} />
              <Stack gap="hair" style={{ flex: 1 }}>
                <Text strong>{title}</Text>
                <Text tone="quiet">{text}</Text>
              </Stack>
            </Stack>
          </Card>
        ))}
      </Stack>
    </Screen>
  );
}
