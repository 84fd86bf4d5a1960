import { shortTime } from '@pegasus/core/clock.ts';
import { Pressable, StyleSheet } from 'react-native';
import { Icon } from '../../components/icon.tsx';
import { Text } from '../../components/text.tsx';
import { useTheme } from '../../theme/theme-provider.tsx';
import { radius, space } from '../../theme/tokens.ts';
import { usePlayback } from './playback.tsx';

/** Plays the recording from a moment. Where there is no sound it only tells the time; without a moment it is nothing. */
export function MomentButton({ moment, of }: { moment: number | undefined; of: string }) {
  const { colors } = useTheme();
  const { possible, playFrom } = usePlayback();
  if (moment === undefined) return null;
  const time = shortTime(moment);
  if (!possible) {
    return (
      <Text size="caption" tone="quiet">
        {time}
      </Text>
    );
  }
  return (
    <Pressable
      role="button"
      aria-label={`Play ${time}: ${of.slice(0, 80)}`}
      onPress={() => playFrom(moment)}
      style={({ pressed, hovered }) => [
        styles.button,
        { backgroundColor: pressed || hovered ? colors.accentSoft : 'transparent', borderColor: colors.line },
      ]}
    >
      <Icon name="play" color={colors.accent} size={14} filled />
      <Text size="caption" tone="accent" strong>
        {time}
      </Text>
    </Pressable>
  );
}

const styles = StyleSheet.create({
  button: {
    flexDirection: 'row',
    alignItems: 'center',
    gap: space.tiny,
    minHeight: 32,
    minWidth: 44,
    paddingHorizontal: space.small,
    borderRadius: radius.round,
    borderWidth: 1,
    alignSelf: 'flex-start',
  },
});
