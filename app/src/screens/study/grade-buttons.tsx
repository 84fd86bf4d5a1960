import type { Grade } from '@pegasus/core/study/review.ts';
import { Pressable, StyleSheet, View } from 'react-native';
import { Text } from '../../components/text.tsx';
import { useTheme } from '../../theme/theme-provider.tsx';
import { radius, space } from '../../theme/tokens.ts';
import { inTime } from './session-state.ts';

const GRADES: readonly { grade: Grade; title: string }[] = [
  { grade: 'again', title: 'Again' },
  { grade: 'hard', title: 'Hard' },
  { grade: 'good', title: 'Good' },
  { grade: 'easy', title: 'Easy' },
];

/** Four grades, each with when the item then comes again. */
export function GradeButtons({
  next,
  suggested = 'good',
  onGrade,
}: {
  next: Record<Grade, string>;
  /** The one that stands out. */
  suggested?: Grade;
  onGrade(grade: Grade): void;
}) {
  const { colors } = useTheme();
  const now = new Date();
  return (
    <View role="group" aria-label="How well did you know it?" style={styles.row}>
      {GRADES.map(({ grade, title }) => {
        const main = grade === suggested;
        return (
          <Pressable
            key={grade}
            role="button"
            onPress={() => onGrade(grade)}
            style={({ pressed, hovered }) => [
              styles.grade,
              {
                backgroundColor: main
                  ? pressed || hovered
                    ? colors.accentPressed
                    : colors.accent
                  : pressed || hovered
                    ? colors.sunken
                    : colors.accentSoft,
                borderColor: main ? 'transparent' : colors.line,
              },
            ]}
          >
            <Text strong tone={main ? 'onAccent' : grade === 'again' ? 'danger' : 'accent'}>
              {title}
            </Text>
            <Text size="caption" tone={main ? 'onAccent' : 'quiet'}>
              {inTime(next[grade], now)}
            </Text>
          </Pressable>
        );
      })}
    </View>
  );
}

const styles = StyleSheet.create({
  row: { flexDirection: 'row', gap: space.small },
  grade: {
    flex: 1,
    minHeight: 60,
    alignItems: 'center',
    justifyContent: 'center',
    borderRadius: radius.medium,
    borderWidth: 1,
    padding: space.tiny,
  },
});
