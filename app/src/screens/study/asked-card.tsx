import { useEffect, useRef, useState } from 'react';
import { type GestureResponderEvent, StyleSheet, View } from 'react-native';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { Heading, Text } from '../../components/text.tsx';
import { focusHeading } from '../../platform/focus';
import { useKeys } from '../../platform/keys';
import { useTheme } from '../../theme/theme-provider.tsx';
import { space } from '../../theme/tokens.ts';
import type { BlockOf } from '../lecture/blocks/of-kind.ts';
import { MomentButton } from '../lecture/moment-button.tsx';
import type { AskedProps } from './asked-item.tsx';
import { GradeButtons } from './grade-buttons.tsx';

/** How far a finger has to go for a swipe, in points. */
const SWIPE = 70;

/** A card: its front, then its back and the four grades. Swiped right it was known, left it was not. */
export function AskedCard({ item, block, onGrade, onUndo }: AskedProps & { block: BlockOf<'card'> }) {
  const { colors } = useTheme();
  const [open, setOpen] = useState(false);
  const face = useRef<View>(null);
  // What is asked, and then the answer, is where the keyboard and a screen reader go on.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the focus moves when the answer is shown
  useEffect(() => focusHeading(face.current), [open]);
  const flip = () => setOpen(true);
  useKeys({
    ' ': open ? () => onGrade('good') : flip,
    Enter: open ? () => onGrade('good') : flip,
    u: onUndo,
    ...(open
      ? {
          '1': () => onGrade('again'),
          '2': () => onGrade('hard'),
          '3': () => onGrade('good'),
          '4': () => onGrade('easy'),
        }
      : {}),
  });
  const touched = useRef<{ pageX: number; pageY: number }>(undefined);
  const release = ({ nativeEvent }: GestureResponderEvent) => {
    const begun = touched.current;
    touched.current = undefined;
    if (!begun) return;
    const [across, down] = [nativeEvent.pageX - begun.pageX, nativeEvent.pageY - begun.pageY];
    if (Math.abs(across) < SWIPE || Math.abs(across) < 2 * Math.abs(down)) return;
    if (!open) flip();
    else onGrade(across > 0 ? 'good' : 'again');
  };
  return (
    <View
      style={styles.whole}
      onTouchStart={({ nativeEvent: { pageX, pageY } }) => {
        touched.current = { pageX, pageY };
      }}
      onTouchEnd={release}
    >
      <Card style={styles.card}>
        <View ref={face} tabIndex={-1} style={styles.face}>
          <Heading level={2} size="title" style={styles.words}>
            {block.front}
          </Heading>
          {open ? (
            <View role="status" style={[styles.answer, { borderTopColor: colors.line }]}>
              <Text size="lead" style={styles.words}>
                {block.back}
              </Text>
            </View>
          ) : null}
        </View>
        {open ? (
          <View style={styles.moment}>
            <MomentButton moment={block.moment} of={block.back} />
          </View>
        ) : null}
      </Card>
      {open ? (
        <GradeButtons next={item.next} onGrade={onGrade} />
      ) : (
        <Button kind="main" wide onPress={flip}>
          Show the answer
        </Button>
      )}
    </View>
  );
}

const styles = StyleSheet.create({
  whole: { gap: space.normal },
  card: { minHeight: 260, justifyContent: 'center', padding: space.large },
  face: { gap: space.large, outlineWidth: 0 },
  words: { textAlign: 'center' },
  answer: { borderTopWidth: 1, paddingTop: space.large },
  moment: { flexDirection: 'row', justifyContent: 'center', paddingTop: space.small },
});
