import { Platform, Pressable, StyleSheet, useWindowDimensions, View } from 'react-native';
import { useSession } from '../state/session.ts';
import { useTheme } from '../theme/theme-provider.tsx';
import { radius, space, target, width } from '../theme/tokens.ts';
import { Icon } from './icon.tsx';
import type { IconName } from './icon-paths.ts';
import { PressLink } from './press-link.tsx';
import { Text } from './text.tsx';

/** The name of the product, which leads home, and the few places that can be reached from everywhere. */
export function TopBar() {
  const { colors } = useTheme();
  const { data: session } = useSession();
  // Name and places would need two rows on a phone, of every page.
  const narrow = useWindowDimensions().width < width.narrow;
  // Whoever is signed in has more places than fit beside their pictures.
  const plain = narrow && session?.person?.email !== undefined;
  return (
    <View role={'banner' as 'none'} style={[styles.bar, { borderBottomColor: colors.line }]}>
      {Platform.OS === 'web' ? <SkipLink /> : null}
      <View style={styles.row}>
        <PressLink href="/" label="Pegasus, home" face={() => styles.item}>
          <Icon name="book" color={colors.accent} size={24} />
          {narrow ? null : (
            <Text strong size="lead">
              Pegasus
            </Text>
          )}
        </PressLink>
        <View role="navigation" aria-label="Main" style={styles.places}>
          <Place plain={plain} href="/search" icon="search" title="Search" />
          <Place plain={plain} href="/lectures" icon="clock" title="Lectures" />
          <Place plain={plain} href="/settings" icon="settings" title="Appearance" />
          {session?.person?.role === 'operator' ? (
            <Place plain={plain} href="/operations" icon="flag" title="Operations" />
          ) : null}
          {session?.person?.email ? (
            <Place plain={plain} href="/account" icon="check" title="Account" />
          ) : null}
        </View>
      </View>
    </View>
  );
}

function Place({
  plain,
  href,
  icon,
  title,
}: {
  /** Without its picture. */
  plain: boolean;
  href: '/search' | '/lectures' | '/settings' | '/account' | '/operations';
  icon: IconName;
  title: string;
}) {
  const { colors } = useTheme();
  return (
    <PressLink
      href={href}
      face={({ pressed, hovered }) => [
        styles.item,
        { backgroundColor: pressed || hovered ? colors.accentSoft : 'transparent' },
      ]}
    >
      {plain ? null : <Icon name={icon} color={colors.accent} />}
      <Text tone="accent" strong>
        {title}
      </Text>
    </PressLink>
  );
}

/** The first thing that the keyboard reaches: past the bar, to the page. */
function SkipLink() {
  const { colors } = useTheme();
  return (
    <Pressable
      role="link"
      onPress={() => document.querySelector<HTMLElement>('h1')?.focus()}
      style={(state) => [
        styles.skip,
        { backgroundColor: colors.accent },
        (state as { focused?: boolean }).focused ? undefined : styles.away,
      ]}
    >
      <Text tone="onAccent" strong>
        Skip to the content
      </Text>
    </Pressable>
  );
}

const styles = StyleSheet.create({
  bar: { borderBottomWidth: 1, zIndex: 1 },
  row: {
    flexDirection: 'row',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    alignSelf: 'center',
    width: '100%',
    maxWidth: width.page,
    paddingHorizontal: space.small,
    paddingVertical: space.tiny,
  },
  places: { flexDirection: 'row', flexWrap: 'wrap', flexShrink: 1, justifyContent: 'flex-end' },
  item: {
    flexDirection: 'row',
    alignItems: 'center',
    gap: space.small - 2,
    minHeight: target,
    paddingHorizontal: space.small,
    borderRadius: radius.medium,
  },
  skip: {
    position: 'absolute',
    top: space.tiny,
    left: space.tiny,
    zIndex: 2,
    padding: space.medium,
    borderRadius: radius.medium,
  },
  away: { transform: [{ translateY: -200 }] },
});
