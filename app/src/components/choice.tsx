import { Pressable, StyleSheet, View } from 'react-native';
import { useTheme } from '../theme/theme-provider.tsx';
import { radius, space, target } from '../theme/tokens.ts';
import { Icon } from './icon.tsx';
import { Stack } from './stack.tsx';
import { Text } from './text.tsx';

interface ChoiceProps<T extends string> {
  label: string;
  options: readonly { value: T; title: string }[];
  value: T;
  onChange(value: T): void;
}

/** One of a few. Each is a button that says whether it is pressed, so that Tab reaches all of them. */
export function Choice<T extends string>({ label, options, value, onChange }: ChoiceProps<T>) {
  const { colors } = useTheme();
  return (
    <Stack gap="small" role="group" label={label}>
      <Text strong>{label}</Text>
      <View style={styles.row}>
        {options.map((option) => {
          const chosen = option.value === value;
          return (
            <Pressable
              key={option.value}
              role="button"
              aria-pressed={chosen}
              onPress={() => onChange(option.value)}
              style={[
                styles.option,
                {
                  borderColor: chosen ? colors.accent : colors.edge,
                  backgroundColor: chosen ? colors.accentSoft : colors.surface,
                },
              ]}
            >
              {chosen ? <Icon name="check" color={colors.accent} size={18} /> : null}
              <Text strong={chosen} tone={chosen ? 'accent' : 'text'}>
                {option.title}
              </Text>
            </Pressable>
          );
        })}
      </View>
    </Stack>
  );
}

const styles = StyleSheet.create({
  row: { flexDirection: 'row', flexWrap: 'wrap', gap: space.small },
  option: {
    flexDirection: 'row',
    alignItems: 'center',
    gap: space.small - 2,
    minHeight: target,
    paddingHorizontal: space.normal,
    borderRadius: radius.medium,
    borderWidth: 1,
  },
});
