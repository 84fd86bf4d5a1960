import { useId } from 'react';
import { StyleSheet, TextInput } from 'react-native';
import { useTheme } from '../theme/theme-provider.tsx';
import { radius, space } from '../theme/tokens.ts';
import { FieldFrame, framed } from './field-frame.tsx';
import { fontFamily } from './text.tsx';

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
    <FieldFrame id={id} label={label} hint={hint}>
      <TextInput
        multiline
        value={value}
        onChangeText={onChange}
        maxLength={maxLength}
        {...framed({ id, label, hint })}
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
    </FieldFrame>
  );
}

const styles = StyleSheet.create({
  input: {
    borderWidth: 1,
    borderRadius: radius.medium,
    paddingHorizontal: space.medium,
    paddingVertical: space.small,
    textAlignVertical: 'top',
  },
});
