import { useState } from 'react';
import { StyleSheet, View } from 'react-native';
import { Chip } from '../../components/chip.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { space } from '../../theme/tokens.ts';
import { shownAsProblem, useEditing, useShownItem } from './editing.tsx';
import { ItemEditor } from './item-editor.tsx';
import { MomentButton } from './moment-button.tsx';

interface ItemToolsProps {
  itemId: string | undefined;
  /** The words of the item, for whoever hears the buttons. */
  of: string;
  moments: readonly (number | undefined)[];
}

/** What can be done with any item: play its moments, star it, change it, and discard it with one tap. */
export function ItemTools({ itemId, of, moments }: ItemToolsProps) {
  const editing = useEditing();
  const shown = useShownItem(itemId);
  const [open, setOpen] = useState(false);
  const words = of.slice(0, 60);
  const { mark, version = 0 } = shown ?? {};
  const starred = mark?.starred ?? false;
  return (
    <View style={styles.tools}>
      <View style={styles.row}>
        {moments.map((moment) =>
          moment === undefined ? null : <MomentButton key={moment} moment={moment} of={of} />,
        )}
        {mark?.own ? <Chip tone="good">Your card</Chip> : null}
        {mark && mark.corrected.length > 0 ? <Chip tone="good">Your words</Chip> : null}
        {mark?.wrong ? <Chip tone="warning">Called wrong</Chip> : null}
        <View style={styles.gap} />
        {editing && shown && itemId !== undefined ? (
          <View style={styles.buttons}>
            <IconButton
              icon="star"
              label={`Star: ${words}`}
              pressed={starred}
              onPress={() =>
                void editing
                  .send([
                    { part: 'item', target: itemId, version, change: { kind: starred ? 'unstar' : 'star' } },
                  ])
                  .catch(shownAsProblem)
              }
            />
            <IconButton
              icon="pencil"
              label={`Change: ${words}`}
              expanded={open}
              onPress={() => setOpen(!open)}
            />
            <IconButton
              icon="close"
              label={`Discard: ${words}`}
              onPress={() => editing.discard(itemId, version, of)}
            />
          </View>
        ) : null}
      </View>
      {open && shown && itemId !== undefined ? (
        <ItemEditor itemId={itemId} shown={shown} onClose={() => setOpen(false)} />
      ) : null}
    </View>
  );
}

const styles = StyleSheet.create({
  tools: { gap: space.small },
  row: { flexDirection: 'row', flexWrap: 'wrap', alignItems: 'center', gap: space.small },
  gap: { flexGrow: 1 },
  buttons: { flexDirection: 'row', marginRight: -space.small },
});
