import type { Mark } from '@pegasus/core/overlay/edit.ts';
import { plainWords } from '@pegasus/core/text/plain-words.ts';
import type { Segment } from '@pegasus/core/transcript.ts';
import { useEffect, useRef, useState } from 'react';
import { StyleSheet, View } from 'react-native';
import { Button } from '../../components/button.tsx';
import { Chip } from '../../components/chip.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { Marked } from '../../components/marked.tsx';
import { Stack } from '../../components/stack.tsx';
import { TextArea } from '../../components/text-area.tsx';
import { bringIntoView } from '../../platform/scroll';
import { useTheme } from '../../theme/theme-provider.tsx';
import { radius, space } from '../../theme/tokens.ts';
import { shownAsProblem, useEditing } from './editing.tsx';
import { MomentButton } from './moment-button.tsx';

interface SegmentRowProps {
  segment: Segment;
  mark: Mark | undefined;
  /** What is searched for. */
  words: string;
  /** Whether it is being played. */
  heard: boolean;
}

/** A line of the transcript. */
export function SegmentRow({ segment, mark, words, heard }: SegmentRowProps) {
  const { colors } = useTheme();
  const editing = useEditing();
  const [typed, setTyped] = useState<string>();
  const row = useRef<View>(null);
  useEffect(() => {
    if (heard) bringIntoView(row.current);
  }, [heard]);
  const { id, start, text } = segment;
  const corrected = mark !== undefined && mark.corrections.length > 0;
  const save = () => {
    const now = typed?.trim();
    if (!editing || !now || now === text) return setTyped(undefined);
    const change = { kind: 'correct', field: 'text', was: text, text: now } as const;
    editing
      .send([{ part: 'segment', target: id, version: mark?.version ?? 0, change }])
      .then(() => setTyped(undefined), shownAsProblem);
  };
  return (
    <View
      ref={row}
      role="listitem"
      style={[styles.row, heard ? { backgroundColor: colors.accentSoft } : undefined]}
      {...(heard ? { 'aria-current': true } : {})}
    >
      <View style={styles.moment}>
        <MomentButton moment={start} of={text} />
      </View>
      <View style={styles.words}>
        {typed === undefined ? (
          <Marked text={text} matches={matchesIn(text, words)} />
        ) : (
          <Stack gap="small">
            <TextArea label="What was said" value={typed} onChange={setTyped} rows={3} />
            <Stack row gap="small">
              <Button kind="main" icon="check" onPress={save}>
                Save
              </Button>
              <Button kind="plain" onPress={() => setTyped(undefined)}>
                Leave it
              </Button>
            </Stack>
          </Stack>
        )}
        {corrected ? <Chip tone="good">Your words</Chip> : null}
      </View>
      {editing && typed === undefined ? (
        <IconButton icon="pencil" label={`Correct: ${text.slice(0, 60)}`} onPress={() => setTyped(text)} />
      ) : null}
    </View>
  );
}

function matchesIn(text: string, words: string): { start: number; end: number }[] {
  const wanted = plainWords(words).map(({ word }) => word);
  if (wanted.length === 0) return [];
  return plainWords(text).filter(({ word }) => wanted.some((one) => word.startsWith(one)));
}

const styles = StyleSheet.create({
  row: {
    flexDirection: 'row',
    alignItems: 'flex-start',
    gap: space.small,
    paddingVertical: space.tiny,
    paddingHorizontal: space.small,
    marginHorizontal: -space.small,
    borderRadius: radius.medium,
  },
  moment: { minWidth: 78 },
  words: { flex: 1, minWidth: 0, gap: space.tiny, paddingTop: 3 },
});
