import { StyleSheet, View } from 'react-native';
import { Card } from '../../../components/card.tsx';
import { Text } from '../../../components/text.tsx';
import { space } from '../../../theme/tokens.ts';
import { ItemTools } from '../item-tools.tsx';
import type { BlockOf } from './of-kind.ts';

/** Each row as a card, every cell under the head of its column: it reads the same on a phone and on a laptop. */
export function TableBlock({ block: { header, rows } }: { block: BlockOf<'table'> }) {
  return (
    <View role="list" style={styles.rows}>
      {rows.map(({ cells, moment, itemId }) => (
        <Card key={itemId ?? cells.join()} role="listitem">
          <View style={styles.cells}>
            {cells.map((cell, column) => (
              <View key={header[column] ?? cell} style={styles.cell}>
                <Text size="caption" tone="accent" strong>
                  {header[column] ?? ''}
                </Text>
                <Text>{cell}</Text>
              </View>
            ))}
          </View>
          <ItemTools itemId={itemId} of={cells[0] ?? ''} moments={[moment]} />
        </Card>
      ))}
    </View>
  );
}

const styles = StyleSheet.create({
  rows: { gap: space.medium },
  cells: { flexDirection: 'row', flexWrap: 'wrap', gap: space.normal },
  cell: { flexGrow: 1, flexShrink: 1, flexBasis: 220, minWidth: 0, gap: space.hair },
});
