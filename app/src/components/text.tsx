import type { ReactNode, Ref } from 'react';
import { Text as NativeText, Platform, type StyleProp, type TextStyle } from 'react-native';
import type { Colors } from '../theme/theme.ts';
import { useTheme } from '../theme/theme-provider.tsx';
import type { TypeSize } from '../theme/tokens.ts';

export type Tone = 'text' | 'quiet' | 'accent' | 'onAccent' | 'danger' | 'warning';

export interface TextProps {
  children: ReactNode;
  size?: TypeSize;
  tone?: Tone & keyof Colors;
  strong?: boolean;
  style?: StyleProp<TextStyle>;
  /** Most lines that are shown; the rest is an ellipsis. */
  lines?: number;
  id?: string;
  role?: 'status' | 'alert' | 'paragraph';
  label?: string;
}

export const fontFamily = (strong: boolean) =>
  Platform.OS === 'web'
    ? 'Atkinson, Atkinson-fallback, system-ui, sans-serif'
    : strong
      ? 'AtkinsonHyperlegibleNext_700Bold'
      : 'AtkinsonHyperlegibleNext_400Regular';

/** Any text. Nothing else sets a typeface. */
export function Text({
  children,
  size = 'body',
  tone = 'text',
  strong = false,
  style,
  lines,
  id,
  role,
  label,
}: TextProps) {
  const { colors, type } = useTheme();
  return (
    <NativeText
      {...(id ? { id } : {})}
      {...(label ? { 'aria-label': label } : {})}
      // React Native has no paragraph, a browser has; both take the others.
      {...(role ? { role: role as 'status' } : {})}
      {...(lines ? { numberOfLines: lines } : {})}
      style={[
        { fontFamily: fontFamily(strong), color: colors[tone], ...type[size] },
        strong ? BOLD : undefined,
        style,
      ]}
    >
      {children}
    </NativeText>
  );
}

// A phone has a font of its own for bold letters; asking it for weight besides would thicken them twice.
const BOLD: TextStyle | undefined = Platform.OS === 'web' ? { fontWeight: '700' } : undefined;

export interface HeadingProps {
  children: ReactNode;
  level: 1 | 2 | 3 | 4 | 5 | 6;
  size?: TypeSize;
  id?: string;
  style?: StyleProp<TextStyle>;
  ref?: Ref<NativeText>;
}

const SIZE: Record<HeadingProps['level'], TypeSize> = {
  1: 'display',
  2: 'title',
  3: 'subtitle',
  4: 'body',
  5: 'body',
  6: 'body',
};

export function Heading({ children, level, size = SIZE[level], id, style, ref }: HeadingProps) {
  const { colors, type } = useTheme();
  return (
    <NativeText
      ref={ref}
      role="heading"
      aria-level={level}
      {...(id ? { id } : {})}
      // Only the heading of a page takes the focus, and only from a program.
      {...(level === 1 && Platform.OS === 'web' ? { tabIndex: -1 as 0 } : {})}
      style={[{ fontFamily: fontFamily(true), color: colors.text, ...type[size] }, BOLD, style]}
    >
      {children}
    </NativeText>
  );
}
