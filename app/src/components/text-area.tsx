import { useId } from 'react';
import { StyleSheet, TextInput, View } from 'react-native';
import { useTheme } from '../theme/theme-provider.tsx';
import { radius, space } from '../theme/tokens.ts';
import { fontFamily, Text } from './text.tsx';

interface TextAreaProps {
  label: string;
  value: string;
  onChange(value: string): void;
  hint?: string | undefined;
  rows?: number;
  maxLength?: number;
}

/** Several lines of text to fill in. */
export function TextArea({ label, value, onChange, hint, rows = 3, maxLength = 4000 }: TextAreaProps) {
  const { colors, type } = useTheme();
  const id = useId();
  return (
    <View style={styles.field}>
      <Text strong id={`${id}-label`}>
        {label}
      </Text>
      <TextInput
        multiline
        value={value}
        onChangeText={onChange}
        maxLength={maxLength}
        aria-labelledby={`${id}-label`}
        {...(hint ? { 'aria-describedby': `${id}-hint` } : {})}
        style={[
          styles.input,
          type.body,
          {
            minHeight: rows * type.body.lineHeight + 2 * space.small,
            fontFamily: fontFamily(false),
            color: colors.text,
            backgroundColor: colors.surface,
            borderColor: colors.edge,
          },
        ]}
      />
      {hint ? (
        <Text size="caption" tone="quiet" id={`${id}-hint`}>
          {hint}
        </Text>
      ) : null}
    </View>
  );
}

const styles = StyleSheet.create({
  field: { gap: space.small },
  input: {
    borderWidth: 1,
    borderRadius: radius.medium,
    paddingHorizontal: space.medium,
    paddingVertical: space.small,
    textAlignVertical: 'top',
  },
});
