import type { PresetCard } from '@pegasus/core/answers.ts';
import { View } from 'react-native';
import { Answer } from '../../components/answer.tsx';
import { ButtonLink } from '../../components/button.tsx';
import { CardLink } from '../../components/card.tsx';
import { Screen } from '../../components/screen.tsx';
import { Stack } from '../../components/stack.tsx';
import { Text } from '../../components/text.tsx';
import { useCourse } from '../../state/courses.ts';
import { usePresets } from '../../state/presets.ts';
import { useRouteText } from '../../state/route.ts';
import { space } from '../../theme/tokens.ts';
import { PresetSample } from './preset-sample.tsx';

/** How do you want to revise? Every style with a piece of what it makes of the same lecture. */
export function PresetScreen() {
  const courseId = useRouteText('courseId');
  const course = useCourse(courseId);
  const presets = usePresets();
  return (
    <Screen
      title="How do you want to revise?"
      lead="Choose a preset. You can have others made from the same recording later."
      crumbs={[{ title: course.data?.name ?? 'Course', href: `/courses/${courseId}` }]}
      size="page"
    >
      <Answer query={course} loading="Loading the course" rows={6}>
        {() => (
          <Answer query={presets} loading="Loading the presets" rows={6}>
            {(cards) => (
              <View role="list" style={{ flexDirection: 'row', flexWrap: 'wrap', gap: space.normal }}>
                {cards.map((card) => (
                  <View
                    role="listitem"
                    key={card.id}
                    style={{ flexGrow: 1, flexBasis: 290, maxWidth: '100%', minWidth: 0 }}
                  >
                    <PresetChoice card={card} courseId={courseId} />
                  </View>
                ))}
              </View>
            )}
          </Answer>
        )}
      </Answer>
      <ButtonLink kind="plain" icon="book" href={`/courses/${courseId}/open-file`}>
        Open a lecture that somebody gave you
      </ButtonLink>
    </Screen>
  );
}

function PresetChoice({
  card: { id, title, purpose, sections },
  courseId,
}: {
  card: PresetCard;
  courseId: string;
}) {
  return (
    <CardLink href={`/courses/${courseId}/add?preset=${encodeURIComponent(id)}`}>
      <Stack gap="small">
        <Text strong size="subtitle">
          {title}
        </Text>
        <Text tone="quiet">{purpose}</Text>
        <PresetSample presetId={id} sections={sections} />
      </Stack>
    </CardLink>
  );
}
