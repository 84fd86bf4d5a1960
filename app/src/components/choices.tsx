import { Pressable, StyleSheet, View } from 'react-native';
import { useTheme } from '../theme/theme-provider.tsx';
import { radius, space, target } from '../theme/tokens.ts';
import { Icon } from './icon';
import { Stack } from './stack.tsx';
import { Text } from './text.tsx';

interface ChoicesProps<T extends string> {
  label: string;
  options: readonly { value: T; title: string; hint?: string }[];
  chosen: ReadonlySet<T>;
  onChange(chosen: ReadonlySet<T>): void;
}

/** Any of a few. Each is a button that says whether it is pressed, so that Tab reaches all of them. */
export function Choices<T extends string>({ label, options, chosen, onChange }: ChoicesProps<T>) {
  const { colors } = useTheme();
  const turn = (value: T) => {
    const next = new Set(chosen);
    if (!next.delete(value)) next.add(value);
    onChange(next);
  };
  return (
    <Stack gap="small" role="group" label={label}>
      <Text strong>{label}</Text>
      {options.map(({ value, title, hint }) => {
        const on = chosen.has(value);
        return (
          <Pressable
            key={value}
            role="button"
            aria-pressed={on}
            onPress={() => turn(value)}
            style={[
              styles.option,
              {
                borderColor: on ? colors.accent : colors.edge,
                backgroundColor: on ? colors.accentSoft : colors.surface,
              },
            ]}
          >
            <View
              style={[
                styles.box,
                { borderColor: on ? colors.accent : colors.edge },
                on ? { backgroundColor: colors.accent } : undefined,
              ]}
            >
              {on ? <Icon name="check" color={colors.onAccent} size={16} /> : null}
            </View>
            <View style={styles.words}>
              <Text strong={on} tone={on ? 'accent' : 'text'}>
                {title}
              </Text>
              {hint ? (
                <Text size="caption" tone={on ? 'text' : 'quiet'}>
                  {hint}
                </Text>
              ) : null}
            </View>
          </Pressable>
        );
      })}
    </Stack>
  );
}

const styles = StyleSheet.create({
  option: {
    flexDirection: 'row',
    alignItems: 'center',
    gap: space.medium,
    minHeight: target,
    paddingHorizontal: space.normal,
    paddingVertical: space.small,
    borderRadius: radius.medium,
    borderWidth: 1,
  },
  box: {
    width: 24,
    height: 24,
    borderRadius: radius.small,
    borderWidth: 2,
    alignItems: 'center',
    justifyContent: 'center',
  },
  words: { flex: 1, minWidth: 0 },
});
