import { useId } from 'react';
import { StyleSheet, TextInput, type TextInputProps } from 'react-native';
import { useTheme } from '../theme/theme-provider.tsx';
import { radius, space, target } from '../theme/tokens.ts';
import { FieldFrame, framed } from './field-frame.tsx';
import { fontFamily } from './text.tsx';

interface FieldProps {
  label: string;
  value: string;
  onChange(value: string): void;
  hint?: string | undefined;
  /** What is wrong with it; undefined while nothing is. */
  error?: string | undefined;
  onSubmit?: () => void;
  maxLength?: number;
  input?: Pick<
    TextInputProps,
    'autoComplete' | 'autoCapitalize' | 'inputMode' | 'secureTextEntry' | 'placeholder'
  >;
}

/** A line of text to fill in, with its label above and its help below. */
export function Field({ label, value, onChange, hint, error, onSubmit, maxLength = 200, input }: FieldProps) {
  const { colors, type } = useTheme();
  const id = useId();
  return (
    <FieldFrame id={id} label={label} hint={hint} error={error}>
      <TextInput
        value={value}
        onChangeText={onChange}
        onSubmitEditing={onSubmit}
        maxLength={maxLength}
        {...framed({ id, label, hint, error })}
        style={[
          styles.input,
          type.body,
          {
            fontFamily: fontFamily(false),
            color: colors.text,
            backgroundColor: colors.surface,
            borderColor: error ? colors.danger : colors.edge,
          },
        ]}
        placeholderTextColor={colors.quiet}
        {...input}
      />
    </FieldFrame>
  );
}

const styles = StyleSheet.create({
  input: {
    minHeight: target + 4,
    borderWidth: 1,
    borderRadius: radius.medium,
    paddingHorizontal: space.medium,
    paddingVertical: space.small,
  },
});
