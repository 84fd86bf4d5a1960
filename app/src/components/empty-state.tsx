import type { ReactNode } from 'react';
import { StyleSheet, View } from 'react-native';
import { useTheme } from '../theme/theme-provider.tsx';
import { radius, space } from '../theme/tokens.ts';
import { Icon } from './icon.tsx';
import type { IconName } from './icon-paths.ts';
import { Heading, Text } from './text.tsx';

/** Nothing is here yet: what will be, and the one thing to do. */
export function EmptyState({
  icon,
  title,
  children,
  action,
}: {
  icon: IconName;
  title: string;
  children: string;
  action?: ReactNode;
}) {
  const { colors } = useTheme();
  return (
    <View style={[styles.box, { backgroundColor: colors.sunken }]}>
      <View style={[styles.disc, { backgroundColor: colors.accentSoft }]}>
        <Icon name={icon} color={colors.accent} size={28} />
      </View>
      <Heading level={2} size="subtitle" style={styles.words}>
        {title}
      </Heading>
      <Text tone="quiet" style={styles.words}>
        {children}
      </Text>
      {action ? <View style={styles.action}>{action}</View> : null}
    </View>
  );
}

const styles = StyleSheet.create({
  box: { borderRadius: radius.large, padding: space.large, gap: space.small, alignItems: 'center' },
  disc: { width: 56, height: 56, borderRadius: radius.round, alignItems: 'center', justifyContent: 'center' },
  words: { textAlign: 'center', maxWidth: 460 },
  action: { paddingTop: space.small },
});
