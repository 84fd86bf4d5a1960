import { StyleSheet, View } from 'react-native';
import { Text } from '../../components/text.tsx';
import { space } from '../../theme/tokens.ts';

/** Names and values in two columns that stay together at any width. */
export function FactList({ facts }: { facts: readonly (readonly [name: string, value: string])[] }) {
  return (
    <View role="list" style={styles.list}>
      {facts.map(([name, value]) => (
        <View key={name} role="listitem" style={styles.fact}>
          <Text size="caption" tone="quiet">
            {name}
          </Text>
          <Text strong>{value}</Text>
        </View>
      ))}
    </View>
  );
}

const styles = StyleSheet.create({
  list: { flexDirection: 'row', flexWrap: 'wrap', columnGap: space.large, rowGap: space.small },
  fact: { minWidth: 104, gap: space.hair },
});
