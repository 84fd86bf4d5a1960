import { StyleSheet, View } from 'react-native';
import { useTheme } from '../theme/theme-provider.tsx';
import { radius, space } from '../theme/tokens.ts';
import { Text } from './text.tsx';

/** Where rows will stand in a moment, in the shape of rows. A screen reader hears one line in place of it. */
export function Skeleton({
  label,
  rows = 3,
  height = 76,
}: {
  label: string;
  rows?: number;
  height?: number;
}) {
  const { colors } = useTheme();
  return (
    <View role="status" style={styles.rows}>
      <Text style={styles.heard}>{label}</Text>
      {Array.from({ length: rows }, (_, row) => (
        <View
          // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all the same and never move
          key={row}
          aria-hidden
          style={[styles.row, { height, backgroundColor: colors.sunken }]}
        >
          <View style={[styles.line, { width: '55%', backgroundColor: colors.line }]} />
          <View style={[styles.line, { width: '30%', backgroundColor: colors.line }]} />
        </View>
      ))}
    </View>
  );
}

const styles = StyleSheet.create({
  rows: { gap: space.medium },
  row: { borderRadius: radius.large, padding: space.normal, gap: space.medium, justifyContent: 'center' },
  line: { height: 12, borderRadius: radius.small, opacity: 0.5 },
  heard: { position: 'absolute', width: 1, height: 1, overflow: 'hidden' },
});
