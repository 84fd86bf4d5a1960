import type { Href } from 'expo-router';
import { StyleSheet } from 'react-native';
import { useTheme } from '../theme/theme-provider.tsx';
import { space } from '../theme/tokens.ts';
import { Icon } from './icon.tsx';
import { PressLink } from './press-link.tsx';
import { Stack } from './stack.tsx';
import { Text } from './text.tsx';

export interface Crumb {
  title: string;
  href: Href;
}

/** Where a page lies, as links to what it lies in. */
export function Crumbs({ crumbs }: { crumbs: readonly Crumb[] }) {
  const { colors } = useTheme();
  return (
    <Stack row gap="tiny" role="navigation" label="You are in">
      {crumbs.map(({ title, href }) => (
        <PressLink key={title} href={href} face={() => styles.crumb}>
          <Icon name="back" color={colors.accent} size={16} />
          <Text tone="accent" lines={1} style={styles.words}>
            {title}
          </Text>
        </PressLink>
      ))}
    </Stack>
  );
}

const styles = StyleSheet.create({
  crumb: {
    flexDirection: 'row',
    alignItems: 'center',
    gap: space.hair,
    minHeight: 32,
    paddingRight: space.small,
    maxWidth: '100%',
  },
  words: { flexShrink: 1 },
});
