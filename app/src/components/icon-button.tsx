import { Pressable, StyleSheet } from 'react-native';
import { useTheme } from '../theme/theme-provider.tsx';
import { radius } from '../theme/tokens.ts';
import { Icon } from './icon.tsx';
import type { IconName } from './icon-paths.ts';

interface IconButtonProps {
  icon: IconName;
  /** What it does and to what, because the drawing says only half of it. */
  label: string;
  onPress(): void;
  pressed?: boolean;
  expanded?: boolean;
}

/** A quiet button without words, for what stands beside every line. */
export function IconButton({ icon, label, onPress, pressed, expanded }: IconButtonProps) {
  const { colors } = useTheme();
  const on = pressed || expanded;
  return (
    <Pressable
      role="button"
      aria-label={label}
      {...(pressed === undefined ? {} : { 'aria-pressed': pressed })}
      {...(expanded === undefined ? {} : { 'aria-expanded': expanded })}
      onPress={onPress}
      style={({ pressed: down, hovered }) => [
        styles.button,
        { backgroundColor: down || hovered || expanded ? colors.accentSoft : 'transparent' },
      ]}
    >
      <Icon name={icon} size={17} color={on ? colors.accent : colors.quiet} filled={pressed === true} />
    </Pressable>
  );
}

const styles = StyleSheet.create({
  button: {
    width: 36,
    height: 36,
    alignItems: 'center',
    justifyContent: 'center',
    borderRadius: radius.round,
  },
});
