import type { ReactNode } from 'react';
import { Platform, StyleSheet, View } from 'react-native';
import { space } from '../theme/tokens.ts';
import { Text } from './text.tsx';

interface FieldFrameProps {
  /** Of the input; label and help are named after it. */
  id: string;
  label: string;
  hint?: string | undefined;
  error?: string | undefined;
  children: ReactNode;
}

// In a browser a press on the words goes to the input, as with any label; a phone knows no such role.
const LABEL = Platform.OS === 'web' ? { role: 'label' as 'none' } : {};

/** What stands around an input: its label above, and its help below. */
export function FieldFrame({ id, label, hint, error, children }: FieldFrameProps) {
  const help = error ?? hint;
  return (
    <View style={styles.field}>
      <View {...LABEL} style={styles.field}>
        <Text strong id={`${id}-label`}>
          {label}
        </Text>
        {children}
      </View>
      {help ? (
        <Text
          size="caption"
          tone={error ? 'danger' : 'quiet'}
          id={`${id}-help`}
          {...(error ? { role: 'alert' } : {})}
        >
          {help}
        </Text>
      ) : null}
    </View>
  );
}

/** How an input names what stands around it. Not every phone knows of labels elsewhere on the page. */
export function framed({ id, label, hint, error }: Omit<FieldFrameProps, 'children'>) {
  return {
    ...(Platform.OS === 'web' ? { 'aria-labelledby': `${id}-label` } : { 'aria-label': label }),
    ...(hint || error ? { 'aria-describedby': `${id}-help` } : {}),
    ...(error ? { 'aria-invalid': true } : {}),
  };
}

const styles = StyleSheet.create({ field: { gap: space.small } });
