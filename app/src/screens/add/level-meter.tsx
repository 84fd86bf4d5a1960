import { StyleSheet, View } from 'react-native';
import { useTheme } from '../../theme/theme-provider.tsx';
import { radius, space } from '../../theme/tokens.ts';

const BARS = 17;

/** How loud it is, as bars that rise from the middle. What matters of it, that something is heard, the words say too. */
export function LevelMeter({ level }: { level: number }) {
  const { colors } = useTheme();
  return (
    <View role="img" aria-label={level > 0.05 ? 'Sound is heard' : 'Nothing is heard'} style={styles.meter}>
      {Array.from({ length: BARS }, (_, bar) => {
        const distance = Math.abs(bar - (BARS - 1) / 2) / BARS;
        const height = 6 + Math.max(0, level - distance * 0.7) * 66;
        return (
          <View
            // biome-ignore lint/suspicious/noArrayIndexKey: the bars never move
            key={bar}
            style={[styles.bar, { height, backgroundColor: level > distance ? colors.accent : colors.line }]}
          />
        );
      })}
    </View>
  );
}

const styles = StyleSheet.create({
  meter: {
    flexDirection: 'row',
    alignItems: 'center',
    justifyContent: 'center',
    gap: space.tiny,
    height: 76,
  },
  bar: { width: 6, borderRadius: radius.round },
});
