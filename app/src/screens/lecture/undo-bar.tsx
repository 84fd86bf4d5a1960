import { useEffect } from 'react';
import { StyleSheet, View } from 'react-native';
import { Button } from '../../components/button.tsx';
import { Text } from '../../components/text.tsx';
import { useTheme } from '../../theme/theme-provider.tsx';
import { space, width } from '../../theme/tokens.ts';
import { useEditing } from './editing.tsx';

/** Long enough for somebody who reads slowly; the lecture keeps what was discarded for good anyway. */
const STAYS_MS = 20_000;

/** After something was discarded: one tap brings it back. */
export function UndoBar() {
  const { colors } = useTheme();
  const editing = useEditing();
  const discarded = editing?.discarded;
  useEffect(() => {
    if (!discarded) return;
    const timer = setTimeout(() => editing?.forget(), STAYS_MS);
    return () => clearTimeout(timer);
  }, [discarded, editing?.forget]);
  if (!editing || !discarded) return null;
  return (
    <View role="status" style={[styles.bar, { backgroundColor: colors.sunken, borderTopColor: colors.line }]}>
      <View style={styles.row}>
        <Text lines={1} style={styles.words}>{`Discarded: ${discarded.words}`}</Text>
        <Button icon="retry" onPress={editing.undo}>
          Undo
        </Button>
      </View>
    </View>
  );
}

const styles = StyleSheet.create({
  bar: { borderTopWidth: 1, paddingHorizontal: space.normal, paddingVertical: space.small },
  row: {
    flexDirection: 'row',
    alignItems: 'center',
    gap: space.medium,
    alignSelf: 'center',
    width: '100%',
    maxWidth: width.reading,
  },
  words: { flex: 1, minWidth: 0 },
});
