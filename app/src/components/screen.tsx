import { type ReactNode, useEffect, useRef } from 'react';
import { type Text as NativeText, ScrollView, StyleSheet, View } from 'react-native';
import { focusHeading } from '../platform/focus';
import { usePageTitle } from '../platform/page-title';
import { space, width } from '../theme/tokens.ts';
import { type Crumb, Crumbs } from './crumbs.tsx';
import { Heading, Text } from './text.tsx';

interface ScreenProps {
  /** The one heading of the page, and the title of the browser's tab. */
  title: string;
  /** A line under the heading. */
  lead?: string | undefined;
  crumbs?: readonly Crumb[];
  children: ReactNode;
  /** `reading` keeps lines short; `page` has room for two columns. */
  size?: 'reading' | 'page';
  /** What stays at the lower edge while the page scrolls. */
  dock?: ReactNode;
}

/** A page that scrolls as a whole. */
export function Screen({ title, lead, crumbs, children, size = 'reading', dock }: ScreenProps) {
  return (
    <View style={styles.fill} role="main" id="main">
      <ScrollView style={styles.fill} contentContainerStyle={[styles.page, { maxWidth: width[size] }]}>
        <ScreenHead title={title} crumbs={crumbs} lead={lead} />
        {children}
      </ScrollView>
      {dock}
    </View>
  );
}

/** Heading of a page. A list that scrolls by itself puts it above its first row. */
export function ScreenHead({
  title,
  lead,
  crumbs,
}: {
  title: string;
  lead?: string | undefined;
  crumbs?: readonly Crumb[] | undefined;
}) {
  usePageTitle(title);
  const heading = useRef<NativeText>(null);
  useEffect(() => focusHeading(heading.current), []);
  return (
    <View style={styles.head}>
      {crumbs ? <Crumbs crumbs={crumbs} /> : null}
      <Heading level={1} ref={heading}>
        {title}
      </Heading>
      {lead ? (
        <Text size="lead" tone="quiet">
          {lead}
        </Text>
      ) : null}
    </View>
  );
}

export const styles = StyleSheet.create({
  fill: { flex: 1, minHeight: 0 },
  page: {
    width: '100%',
    alignSelf: 'center',
    paddingHorizontal: space.normal,
    paddingTop: space.large,
    paddingBottom: space.vast,
    gap: space.large,
  },
  head: { gap: space.small },
});
