import type { ReactNode } from 'react';
import { StyleSheet, View } from 'react-native';
import { useTheme } from '../theme/theme-provider.tsx';
import { space } from '../theme/tokens.ts';
import { Card } from './card.tsx';
import { Icon } from './icon.tsx';
import type { IconName } from './icon-paths.ts';
import { Text } from './text.tsx';

export type NoticeTone = 'good' | 'warning' | 'danger' | 'calm';

const LOOK: Record<
  NoticeTone,
  {
    tone: 'accentSoft' | 'warningSoft' | 'dangerSoft' | 'sunken';
    ink: 'accent' | 'warning' | 'danger' | 'quiet';
    icon: IconName;
  }
> = {
  good: { tone: 'accentSoft', ink: 'accent', icon: 'check' },
  warning: { tone: 'warningSoft', ink: 'warning', icon: 'warning' },
  danger: { tone: 'dangerSoft', ink: 'danger', icon: 'warning' },
  calm: { tone: 'sunken', ink: 'quiet', icon: 'clock' },
};

/** Something that has to be known: what it is, more of it, and what can be done. */
export function Notice({
  tone,
  title,
  children,
  actions,
  urgent = false,
}: {
  tone: NoticeTone;
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
  urgent?: boolean;
}) {
  const { colors } = useTheme();
  const look = LOOK[tone];
  return (
    <Card tone={look.tone} role={urgent ? 'alert' : 'status'}>
      <View style={styles.row}>
        <View style={styles.icon}>
          <Icon name={look.icon} color={colors[look.ink]} />
        </View>
        <View style={styles.words}>
          <Text strong tone={look.ink === 'quiet' ? 'text' : look.ink}>
            {title}
          </Text>
          {typeof children === 'string' ? <Text>{children}</Text> : children}
          {actions ? <View style={styles.actions}>{actions}</View> : null}
        </View>
      </View>
    </Card>
  );
}

const styles = StyleSheet.create({
  row: { flexDirection: 'row', gap: space.medium },
  icon: { paddingTop: 3 },
  words: { flex: 1, gap: space.tiny },
  actions: { flexDirection: 'row', flexWrap: 'wrap', gap: space.small, paddingTop: space.small },
});
