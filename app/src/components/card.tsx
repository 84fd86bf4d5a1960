import type { Href } from 'expo-router';
import type { ReactNode } from 'react';
import { StyleSheet, View, type ViewStyle } from 'react-native';
import type { Theme } from '../theme/theme.ts';
import { useTheme } from '../theme/theme-provider.tsx';
import { radius, space } from '../theme/tokens.ts';
import { PressLink } from './press-link.tsx';

interface CardProps {
  children: ReactNode;
  role?: 'group' | 'listitem' | 'article' | 'status' | 'alert' | 'region';
  label?: string;
  labelledBy?: string;
  tone?: 'surface' | 'accentSoft' | 'dangerSoft' | 'warningSoft' | 'sunken';
  style?: ViewStyle;
}

/** A soft surface that holds what belongs together. */
export function Card({ children, role, label, labelledBy, tone = 'surface', style }: CardProps) {
  const theme = useTheme();
  return (
    <View
      {...(role ? { role: role as 'group' } : {})}
      {...(label ? { 'aria-label': label } : {})}
      {...(labelledBy ? { 'aria-labelledby': labelledBy } : {})}
      style={[styles.card, surface(theme, tone), style]}
    >
      {children}
    </View>
  );
}

/** A card that is one link as a whole. Its name is all that it shows. */
export function CardLink({ children, href }: { children: ReactNode; href: Href }) {
  const theme = useTheme();
  return (
    <PressLink
      href={href}
      face={({ pressed, hovered }) => [
        styles.card,
        styles.whole,
        surface(theme, 'surface'),
        pressed || hovered
          ? { backgroundColor: theme.colors.accentSoft, borderColor: theme.colors.accent }
          : undefined,
      ]}
    >
      {children}
    </PressLink>
  );
}

function surface({ colors, shadow, contrast }: Theme, tone: NonNullable<CardProps['tone']>): ViewStyle {
  const raised = tone === 'surface' && contrast === 'standard';
  return {
    backgroundColor: colors[tone],
    borderColor: raised || contrast === 'high' ? colors.line : 'transparent',
    ...(raised ? { boxShadow: shadow } : {}),
  };
}

const styles = StyleSheet.create({
  // As high as its neighbours in a row.
  whole: { flexGrow: 1 },
  card: { borderRadius: radius.large, borderWidth: 1, padding: space.normal, gap: space.small },
});
