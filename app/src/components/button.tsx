import type { Href } from 'expo-router';
import { Pressable, type PressableStateCallbackType, StyleSheet, type ViewStyle } from 'react-native';
import type { Theme } from '../theme/theme.ts';
import { useTheme } from '../theme/theme-provider.tsx';
import { radius, space, target } from '../theme/tokens.ts';
import { Icon } from './icon.tsx';
import type { IconName } from './icon-paths.ts';
import { PressLink } from './press-link.tsx';
import { Text, type Tone } from './text.tsx';

/** `main`: the one thing to do on a screen. `soft`: another. `plain`: by the way. `danger`: cannot be taken back. */
export type ButtonKind = 'main' | 'soft' | 'plain' | 'danger';

interface Look {
  children: string;
  kind?: ButtonKind;
  icon?: IconName;
  /** What a screen reader says in place of the words, when they do not stand for themselves. */
  label?: string;
  /** As wide as what it stands in. */
  wide?: boolean;
}

export interface ButtonProps extends Look {
  onPress(): void;
  disabled?: boolean;
  /** While it works: it cannot be pressed, and says so. */
  busy?: boolean;
  pressed?: boolean;
  expanded?: boolean;
}

export function Button({
  onPress,
  disabled = false,
  busy = false,
  pressed,
  expanded,
  label,
  ...look
}: ButtonProps) {
  const theme = useTheme();
  const off = disabled || busy;
  return (
    <Pressable
      role="button"
      disabled={off}
      aria-disabled={off}
      aria-busy={busy}
      {...(pressed === undefined ? {} : { 'aria-pressed': pressed })}
      {...(expanded === undefined ? {} : { 'aria-expanded': expanded })}
      {...(label ? { 'aria-label': label } : {})}
      onPress={onPress}
      style={(state) => face(theme, look, state, off)}
    >
      <Content {...look} off={off} />
    </Pressable>
  );
}

/** Looks like a button and goes to another page. */
export function ButtonLink({ href, label, ...look }: Look & { href: Href }) {
  const theme = useTheme();
  return (
    <PressLink href={href} label={label} face={(state) => face(theme, look, state, false)}>
      <Content {...look} off={false} />
    </PressLink>
  );
}

function Content({ children, kind = 'soft', icon, off }: Look & { off: boolean }) {
  const { colors } = useTheme();
  const tone = off ? 'quiet' : TONE[kind];
  return (
    <>
      {icon ? <Icon name={icon} color={colors[tone]} /> : null}
      <Text strong tone={tone} style={styles.words}>
        {children}
      </Text>
    </>
  );
}

const TONE: Record<ButtonKind, Tone> = {
  main: 'onAccent',
  soft: 'accent',
  plain: 'accent',
  danger: 'danger',
};

function face(
  { colors, contrast }: Theme,
  { kind = 'soft', wide }: Look,
  { pressed, hovered }: PressableStateCallbackType,
  off: boolean,
): ViewStyle[] {
  const strong = pressed || hovered;
  const surface: Record<ButtonKind, string> = {
    main: strong ? colors.accentPressed : colors.accent,
    soft: strong ? colors.sunken : colors.accentSoft,
    plain: strong ? colors.sunken : 'transparent',
    danger: strong ? colors.dangerSoft : 'transparent',
  };
  const edge =
    contrast === 'high' || kind === 'danger'
      ? kind === 'danger'
        ? colors.danger
        : colors.edge
      : 'transparent';
  return [
    styles.face,
    { backgroundColor: off ? colors.sunken : surface[kind], borderColor: off ? 'transparent' : edge },
    wide ? styles.wide : styles.narrow,
  ];
}

const styles = StyleSheet.create({
  face: {
    flexDirection: 'row',
    alignItems: 'center',
    justifyContent: 'center',
    gap: space.small,
    minHeight: target,
    minWidth: target,
    paddingHorizontal: space.normal,
    paddingVertical: space.small,
    borderRadius: radius.medium,
    borderWidth: 1,
  },
  wide: { alignSelf: 'stretch' },
  narrow: { alignSelf: 'flex-start' },
  words: { flexShrink: 1, textAlign: 'center' },
});
