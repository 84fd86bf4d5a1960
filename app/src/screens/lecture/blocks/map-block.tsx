import { StyleSheet, View } from 'react-native';
import { Heading, Text } from '../../../components/text.tsx';
import { space } from '../../../theme/tokens.ts';
import { ItemTools } from '../item-tools.tsx';
import { MapDrawing } from './map-drawing.tsx';
import type { BlockOf } from './of-kind.ts';

/** A concept map: drawn, and as a list of every concept and every relation with its moment. */
export function MapBlock({ block }: { block: BlockOf<'map'> }) {
  const { concepts, relations } = block;
  const names = new Map(concepts.map(({ id, name }) => [id, name]));
  return (
    <View style={styles.map}>
      {concepts.length > 0 ? <MapDrawing block={block} /> : null}
      {relations.length > 0 ? <Heading level={2}>How they belong together</Heading> : null}
      <View role="list" style={styles.list}>
        {relations.map(({ from, to, label, moment, itemId }) => {
          const sentence = `${names.get(from) ?? from} → ${label} → ${names.get(to) ?? to}`;
          return (
            <View role="listitem" key={itemId ?? sentence} style={styles.row}>
              <Text>{sentence}</Text>
              <ItemTools itemId={itemId} of={sentence} moments={[moment]} />
            </View>
          );
        })}
      </View>
      <Heading level={2}>Concepts</Heading>
      <View role="list" style={styles.list}>
        {concepts.map(({ id, name, moment }) => (
          <View role="listitem" key={id} style={styles.row}>
            <Text strong>{name}</Text>
            <ItemTools itemId={id} of={name} moments={[moment]} />
          </View>
        ))}
      </View>
    </View>
  );
}

const styles = StyleSheet.create({
  map: { gap: space.normal },
  list: { gap: space.medium },
  row: { gap: space.tiny },
});
