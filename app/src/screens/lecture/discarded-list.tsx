import { useState } from 'react';
import { StyleSheet, View } from 'react-native';
import { Button } from '../../components/button.tsx';
import { Stack } from '../../components/stack.tsx';
import { Text } from '../../components/text.tsx';
import { useMarks } from '../../state/materials.ts';
import { space } from '../../theme/tokens.ts';
import { count } from '../words.ts';
import { shownAsProblem, useEditing } from './editing.tsx';

/** What was discarded can always be brought back. */
export function DiscardedList({ lectureId }: { lectureId: string }) {
  const editing = useEditing();
  const [open, setOpen] = useState(false);
  const discarded = useMarks(lectureId).data?.filter((mark) => mark.discarded) ?? [];
  if (!editing || discarded.length === 0) return null;
  const restoreAll = () => {
    const requests = discarded.map(({ part, target, version }) => ({
      part,
      target,
      version,
      change: { kind: 'restore' } as const,
    }));
    editing.send(requests).then(() => setOpen(false), shownAsProblem);
  };
  return (
    <View style={styles.list}>
      <Button kind="plain" icon="trash" expanded={open} onPress={() => setOpen(!open)}>
        {`${count(discarded.length, 'line')} discarded`}
      </Button>
      {open ? (
        <Stack gap="small">
          <Text tone="quiet">
            They are left out everywhere: in the material, in study, in search and in files made from now on.
          </Text>
          <Button icon="retry" onPress={restoreAll}>
            Bring all of them back
          </Button>
        </Stack>
      ) : null}
    </View>
  );
}

const styles = StyleSheet.create({ list: { gap: space.small } });
