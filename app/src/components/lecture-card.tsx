import type { Lecture } from '@pegasus/core/lecture.ts';
import { StyleSheet, View } from 'react-native';
import { detailsOf, STATE_LOOK } from '../screens/words.ts';
import { space } from '../theme/tokens.ts';
import { CardLink } from './card.tsx';
import { Chip } from './chip.tsx';
import { Text } from './text.tsx';

/** A lecture in a list: what it is, and how it stands. */
export function LectureCard({ lecture, withCourse = true }: { lecture: Lecture; withCourse?: boolean }) {
  const { tone, icon, words } = STATE_LOOK[lecture.state];
  return (
    <CardLink href={`/lectures/${lecture.id}`}>
      <View style={styles.row}>
        <View style={styles.words}>
          <Text strong lines={2}>
            {lecture.title}
          </Text>
          <Text size="caption" tone="quiet" lines={1}>
            {detailsOf(lecture, withCourse)}
          </Text>
        </View>
        <Chip tone={tone} icon={icon}>
          {words}
        </Chip>
      </View>
    </CardLink>
  );
}

const styles = StyleSheet.create({
  row: {
    flexDirection: 'row',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: space.small,
  },
  words: { flexShrink: 1, flexGrow: 1, flexBasis: 200, gap: space.hair },
});
