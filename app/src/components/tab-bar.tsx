import * as Tabs from '@rn-primitives/tabs';
import type { ReactNode } from 'react';
import { Platform, StyleSheet, View } from 'react-native';
import { useTheme } from '../theme/theme-provider.tsx';
import { radius, space, target } from '../theme/tokens.ts';
import { Text } from './text.tsx';

interface TabBarProps {
  label: string;
  tabs: readonly { value: string; title: string }[];
  value: string;
  onChange(value: string): void;
  /** Only the open tab is drawn. */
  children(value: string): ReactNode;
}

/** Tabs as the keyboard knows them: Tab enters, the arrows go from one to the next. */
export function TabBar({ label, tabs, value, onChange, children }: TabBarProps) {
  const { colors } = useTheme();
  return (
    <Tabs.Root value={value} onValueChange={onChange} style={styles.root}>
      <Tabs.List
        aria-label={label}
        style={{ ...styles.list, backgroundColor: colors.sunken, borderColor: colors.line }}
      >
        {tabs.map((tab) => {
          const open = tab.value === value;
          return (
            <Tabs.Trigger
              key={tab.value}
              value={tab.value}
              style={{
                ...styles.tab,
                backgroundColor: open ? colors.surface : 'transparent',
                borderColor: open ? colors.accent : 'transparent',
              }}
            >
              <Text strong={open} tone={open ? 'accent' : 'text'}>
                {tab.title}
              </Text>
            </Tabs.Trigger>
          );
        })}
      </Tabs.List>
      <Tabs.Content value={value} {...(Platform.OS === 'web' ? { tabIndex: 0 as const } : {})}>
        <View style={styles.content}>{children(value)}</View>
      </Tabs.Content>
    </Tabs.Root>
  );
}

const styles = StyleSheet.create({
  root: { gap: space.large },
  list: {
    flexDirection: 'row',
    flexWrap: 'wrap',
    gap: space.tiny,
    padding: space.tiny,
    borderRadius: radius.large,
    borderWidth: StyleSheet.hairlineWidth,
  },
  tab: {
    minHeight: target,
    justifyContent: 'center',
    paddingHorizontal: space.small + space.hair,
    borderRadius: radius.medium,
    borderWidth: 1,
  },
  content: { gap: space.large },
});
