import { useState } from 'react';
import { StyleSheet, View } from 'react-native';
import { Button } from '../../../components/button.tsx';
import { Card } from '../../../components/card.tsx';
import { Text } from '../../../components/text.tsx';
import { space } from '../../../theme/tokens.ts';
import { ItemTools } from '../item-tools.tsx';
import type { BlockOf } from './of-kind.ts';

/** A card with its back hidden until it is asked for. */
export function CardBlock({ block: { front, back, moment, itemId } }: { block: BlockOf<'card'> }) {
  const [open, setOpen] = useState(false);
  return (
    <Card role="article">
      <Text strong>{front}</Text>
      {open ? <Text>{back}</Text> : null}
      <View style={styles.row}>
        <Button
          onPress={() => setOpen(!open)}
          expanded={open}
          label={`${open ? 'Hide' : 'Show'} the answer: ${front}`}
        >
          {open ? 'Hide the answer' : 'Show the answer'}
        </Button>
      </View>
      <ItemTools itemId={itemId} of={front} moments={[open ? moment : undefined]} />
    </Card>
  );
}

const styles = StyleSheet.create({
  row: {
    flexDirection: 'row',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: space.medium,
    paddingTop: space.tiny,
  },
});
