import { StyleSheet, View } from 'react-native';
import { Heading, Text } from '../../../components/text.tsx';
import { space } from '../../../theme/tokens.ts';
import { MomentButton } from '../moment-button.tsx';
import type { BlockOf } from './of-kind.ts';

/** A concept map as a list: every concept with its moment, and every relation as a sentence. */
export function MapBlock({ block: { concepts, relations } }: { block: BlockOf<'map'> }) {
  const names = new Map(concepts.map(({ id, name }) => [id, name]));
  return (
    <View style={styles.map}>
      <Heading level={2}>Concepts</Heading>
      <View role="list" style={styles.list}>
        {concepts.map(({ id, name, moment }) => (
          <View role="listitem" key={id} style={styles.row}>
            <Text style={styles.words}>{name}</Text>
            <MomentButton moment={moment} of={name} />
          </View>
        ))}
      </View>
      {relations.length > 0 ? <Heading level={2}>How they belong together</Heading> : null}
      <View role="list" style={styles.list}>
        {relations.map(({ from, to, label, moment, itemId }) => {
          const sentence = `${names.get(from) ?? from} → ${label} → ${names.get(to) ?? to}`;
          return (
            <View role="listitem" key={itemId ?? sentence} style={styles.row}>
              <Text style={styles.words}>{sentence}</Text>
              <MomentButton moment={moment} of={sentence} />
            </View>
          );
        })}
      </View>
    </View>
  );
}

const styles = StyleSheet.create({
  map: { gap: space.medium },
  list: { gap: space.small },
  row: { flexDirection: 'row', alignItems: 'flex-start', gap: space.medium },
  words: { flex: 1, minWidth: 0 },
});
