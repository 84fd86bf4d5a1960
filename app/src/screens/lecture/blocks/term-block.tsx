import { StyleSheet, View } from 'react-native';
import { Card } from '../../../components/card.tsx';
import { Heading, Text } from '../../../components/text.tsx';
import { space } from '../../../theme/tokens.ts';
import { MomentButton } from '../moment-button.tsx';
import type { BlockOf } from './of-kind.ts';

export function TermBlock({ block }: { block: BlockOf<'term'> }) {
  const { term, definition, example, otherNames, moments } = block;
  return (
    <Card>
      <Heading level={3}>{term}</Heading>
      {otherNames.length > 0 ? (
        <Text size="caption" tone="quiet">
          {`also ${otherNames.join(', ')}`}
        </Text>
      ) : null}
      {definition ? <Text>{definition}</Text> : null}
      {example ? <Text tone="quiet">{`For example: ${example}`}</Text> : null}
      <View style={styles.moments}>
        {moments.map((moment) => (
          <MomentButton key={moment} moment={moment} of={term} />
        ))}
      </View>
    </Card>
  );
}

const styles = StyleSheet.create({
  moments: { flexDirection: 'row', flexWrap: 'wrap', gap: space.small },
});
