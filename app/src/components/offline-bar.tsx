import { StyleSheet, View } from 'react-native';
import { useOnline } from '../state/online.ts';
import { useTheme } from '../theme/theme-provider.tsx';
import { space } from '../theme/tokens.ts';
import { Icon } from './icon.tsx';
import { Text } from './text.tsx';

/** Says that the server cannot be reached, and goes by itself when it can. What was loaded stays on the page. */
export function OfflineBar() {
  const { colors } = useTheme();
  const online = useOnline();
  return (
    <View role="status">
      {online ? null : (
        <View style={[styles.bar, { backgroundColor: colors.warningSoft }]}>
          <Icon name="cloud" color={colors.warning} />
          <Text tone="warning" strong style={styles.words}>
            Pegasus cannot be reached. What you see may be old; it is tried again by itself.
          </Text>
        </View>
      )}
    </View>
  );
}

const styles = StyleSheet.create({
  bar: {
    flexDirection: 'row',
    alignItems: 'center',
    justifyContent: 'center',
    gap: space.small,
    paddingHorizontal: space.normal,
    paddingVertical: space.small,
  },
  words: { flexShrink: 1 },
});
