import { Pressable, StyleSheet, View } from 'react-native';
import { Icon } from '../../components/icon.tsx';
import { Text } from '../../components/text.tsx';
import { useTheme } from '../../theme/theme-provider.tsx';
import { radius, space, target } from '../../theme/tokens.ts';

interface OptionProps {
  letter: string | undefined;
  children: string;
  onPress?: () => void;
  /** How it turned out; undefined before it was answered, and of one that was neither right nor chosen. */
  verdict?: 'right' | 'wrong' | undefined;
}

/** One answer to choose. Right and wrong are told by a sign and words, not by colour alone. */
export function Option({ letter, children, onPress, verdict }: OptionProps) {
  const { colors } = useTheme();
  const content = (
    <>
      {verdict ? (
        <Icon
          name={verdict === 'right' ? 'check' : 'close'}
          color={verdict === 'right' ? colors.accent : colors.danger}
        />
      ) : letter ? (
        <Text strong tone="accent">
          {letter}
        </Text>
      ) : null}
      <Text style={styles.words} strong={verdict === 'right'}>
        {children}
      </Text>
      {verdict ? (
        <Text size="caption" tone={verdict === 'right' ? 'accent' : 'danger'} strong>
          {verdict === 'right' ? 'Right' : 'Your answer'}
        </Text>
      ) : null}
    </>
  );
  const surface =
    verdict === 'right' ? colors.accentSoft : verdict === 'wrong' ? colors.dangerSoft : colors.surface;
  const edge = verdict === 'right' ? colors.accent : verdict === 'wrong' ? colors.danger : colors.edge;
  if (!onPress) {
    return (
      <View style={[styles.option, { backgroundColor: surface, borderColor: verdict ? edge : colors.line }]}>
        {content}
      </View>
    );
  }
  return (
    <Pressable
      role="button"
      onPress={onPress}
      style={({ pressed, hovered }) => [
        styles.option,
        { backgroundColor: pressed || hovered ? colors.accentSoft : surface, borderColor: edge },
      ]}
    >
      {content}
    </Pressable>
  );
}

const styles = StyleSheet.create({
  option: {
    flexDirection: 'row',
    alignItems: 'center',
    gap: space.medium,
    minHeight: target + 4,
    paddingHorizontal: space.normal,
    paddingVertical: space.small,
    borderRadius: radius.medium,
    borderWidth: 1,
  },
  words: { flex: 1, minWidth: 0 },
});
