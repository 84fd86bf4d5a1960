import { StyleSheet, View } from 'react-native';
import { useTheme } from '../theme/theme-provider.tsx';
import { radius } from '../theme/tokens.ts';

/** How far something is, 0 to 1; undefined when nobody can say. */
export function ProgressBar({ label, share }: { label: string; share: number | undefined }) {
  const { colors } = useTheme();
  const percent = share === undefined ? undefined : Math.round(Math.min(1, Math.max(0, share)) * 100);
  return (
    <View
      role="progressbar"
      aria-label={label}
      {...(percent === undefined
        ? {}
        : { 'aria-valuenow': percent, 'aria-valuemin': 0, 'aria-valuemax': 100 })}
      style={[styles.track, { backgroundColor: colors.sunken, borderColor: colors.edge }]}
    >
      <View style={[styles.bar, { width: `${percent ?? 0}%`, backgroundColor: colors.accent }]} />
    </View>
  );
}

const styles = StyleSheet.create({
  track: {
    height: 10,
    borderRadius: radius.round,
    borderWidth: StyleSheet.hairlineWidth,
    overflow: 'hidden',
  },
  bar: { height: '100%', borderRadius: radius.round },
});
