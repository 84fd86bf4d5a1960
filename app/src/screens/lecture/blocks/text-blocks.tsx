import { StyleSheet, View } from 'react-native';
import { Heading, Text } from '../../../components/text.tsx';
import { useTheme } from '../../../theme/theme-provider.tsx';
import { radius, space } from '../../../theme/tokens.ts';
import { ItemTools } from '../item-tools.tsx';
import { MomentButton } from '../moment-button.tsx';
import { levelOf } from './heading-level.ts';
import type { BlockOf } from './of-kind.ts';

export function HeadingBlock({ block: { level, text, minutes, moment } }: { block: BlockOf<'heading'> }) {
  const below = levelOf(level);
  return (
    <View style={[styles.head, level <= 2 ? styles.section : styles.part]}>
      <Heading level={below} size={below === 2 ? 'title' : 'subtitle'} style={styles.title}>
        {text}
      </Heading>
      {minutes === undefined ? null : (
        <Text size="caption" tone="quiet">
          {minutesOf(minutes)}
        </Text>
      )}
      <MomentButton moment={moment} of={text} />
    </View>
  );
}

export function minutesOf(minutes: number): string {
  return minutes < 1 ? 'under 1 min' : `${Math.round(minutes)} min`;
}

export function ParagraphBlock({ block: { text, moment, itemId } }: { block: BlockOf<'paragraph'> }) {
  return (
    <View style={styles.words}>
      <Text>{text}</Text>
      <ItemTools itemId={itemId} of={text} moments={[moment]} />
    </View>
  );
}

export function NoteBlock({ block: { text } }: { block: BlockOf<'note'> }) {
  return <Text tone="quiet">{text}</Text>;
}

export function ListBlock({ block: { ordered, items } }: { block: BlockOf<'list'> }) {
  const { colors } = useTheme();
  return (
    <View role="list" style={styles.list}>
      {items.map(({ text, moment, itemId }, place) => (
        <View role="listitem" key={itemId ?? text} style={styles.item}>
          {ordered ? (
            <View style={[styles.number, { backgroundColor: colors.accentSoft }]}>
              <Text size="caption" strong tone="accent">
                {String(place + 1)}
              </Text>
            </View>
          ) : (
            <View aria-hidden style={[styles.dot, { backgroundColor: colors.accent }]} />
          )}
          <View style={styles.words}>
            <Text>{text}</Text>
            <ItemTools itemId={itemId} of={text} moments={[moment]} />
          </View>
        </View>
      ))}
    </View>
  );
}

const styles = StyleSheet.create({
  head: { flexDirection: 'row', flexWrap: 'wrap', alignItems: 'center', gap: space.small },
  title: { flexGrow: 1, flexShrink: 1, minWidth: 0 },
  section: { paddingTop: space.medium },
  part: { paddingTop: space.tiny },
  list: { gap: space.normal },
  item: { flexDirection: 'row', alignItems: 'flex-start', gap: space.medium },
  words: { flex: 1, minWidth: 0, gap: space.tiny },
  dot: { width: 7, height: 7, borderRadius: radius.round, marginTop: 10 },
  number: {
    minWidth: 26,
    height: 26,
    borderRadius: radius.round,
    alignItems: 'center',
    justifyContent: 'center',
  },
});
