import type { OutlineNode } from '@pegasus/core/block.ts';
import { shortTime } from '@pegasus/core/clock.ts';
import { StyleSheet, View } from 'react-native';
import { Text } from '../../../components/text.tsx';
import { useTheme } from '../../../theme/theme-provider.tsx';
import { space } from '../../../theme/tokens.ts';
import { ItemTools } from '../item-tools.tsx';
import { usePlayback } from '../playback.tsx';
import type { BlockOf } from './of-kind.ts';

export function OutlineBlock({ block: { nodes } }: { block: BlockOf<'outline'> }) {
  return <Nodes nodes={nodes} top />;
}

function Nodes({ nodes, top = false }: { nodes: readonly OutlineNode[]; top?: boolean }) {
  const { colors } = useTheme();
  // Without sound a moment only tells its time, which stands there already.
  const { possible } = usePlayback();
  return (
    <View
      role="list"
      style={top ? styles.list : [styles.list, styles.inner, { borderLeftColor: colors.line }]}
    >
      {nodes.map(({ id, title, start, end, children }) => (
        <View role="listitem" key={id} style={styles.node}>
          <View style={styles.row}>
            <View style={styles.words}>
              <Text strong={top}>{title}</Text>
              <Text size="caption" tone="quiet">
                {`${shortTime(start)} to ${shortTime(end)}`}
              </Text>
              <ItemTools itemId={id} of={title} moments={possible ? [start] : []} />
            </View>
          </View>
          {children.length > 0 ? <Nodes nodes={children} /> : null}
        </View>
      ))}
    </View>
  );
}

const styles = StyleSheet.create({
  list: { gap: space.medium },
  inner: { borderLeftWidth: 2, paddingLeft: space.normal, marginLeft: space.tiny },
  node: { gap: space.small },
  row: { flexDirection: 'row', alignItems: 'flex-start', gap: space.medium },
  words: { flex: 1, minWidth: 0 },
});
