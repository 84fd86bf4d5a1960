import type { Block } from '@pegasus/core/block.ts';
import { useEffect, useRef, useState } from 'react';
import { StyleSheet, View } from 'react-native';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { ProgressBar } from '../../components/progress-bar.tsx';
import { Stack } from '../../components/stack.tsx';
import { Heading, Text } from '../../components/text.tsx';
import { focusHeading } from '../../platform/focus';
import { useKeys } from '../../platform/keys';
import { space } from '../../theme/tokens.ts';
import { BlockView } from './blocks/block-view.tsx';
import type { HeadingLevel } from './blocks/heading-level.ts';
import { minutesOf } from './blocks/text-blocks.tsx';
import { inChunks } from './chunks.ts';
import { ReadAloud } from './read-aloud.tsx';

/** One thing on the screen and a way to the next: nothing else asks for attention. */
export function OneAtATime({ blocks, language }: { blocks: readonly Block[]; language: string }) {
  const chunks = inChunks(blocks);
  const [place, setPlace] = useState(0);
  const at = Math.min(place, chunks.length - 1);
  const face = useRef<View>(null);
  const moved = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the focus moves when another chunk is shown
  useEffect(() => {
    if (moved.current) focusHeading(face.current);
  }, [at]);
  const go = (step: number) => {
    moved.current = true;
    setPlace(Math.max(0, Math.min(chunks.length - 1, at + step)));
  };
  useKeys({ ArrowRight: () => go(1), ArrowLeft: () => go(-1) });
  const chunk = chunks[at];
  if (!chunk) return null;
  const below = (2 + Number(chunk.section !== undefined) + Number(chunk.title !== undefined)) as HeadingLevel;
  const last = at === chunks.length - 1;
  return (
    <Stack gap="normal" role="group" label="One thing at a time">
      <Stack row gap="small" justify="space-between">
        <Text size="caption" tone="quiet" role="status">
          {`${at + 1} of ${chunks.length}`}
        </Text>
        {chunk.minutes === undefined ? null : (
          <Text size="caption" tone="quiet">
            {minutesOf(chunk.minutes)}
          </Text>
        )}
      </Stack>
      <ProgressBar label="How far you are" share={(at + 1) / chunks.length} />
      <Card style={styles.card}>
        <View ref={face} tabIndex={-1} style={styles.face}>
          {chunk.section ? (
            <Heading level={2} size="subtitle">
              {chunk.section}
            </Heading>
          ) : null}
          {chunk.title ? (
            <Heading level={chunk.section ? 3 : 2} size="lead">
              {chunk.title}
            </Heading>
          ) : null}
        </View>
        <View style={styles.words}>
          {chunk.blocks.map((block, number) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a block has no name, and blocks never move
            <BlockView key={`${at} ${number}`} block={block} level={below} />
          ))}
        </View>
        <ReadAloud key={at} blocks={chunk.blocks} language={language} />
      </Card>
      <Stack row gap="small" justify="space-between">
        <Button kind="soft" icon="back" onPress={() => go(-1)} disabled={at === 0}>
          Back
        </Button>
        {last ? (
          <Button onPress={() => go(-chunks.length)} icon="retry">
            From the start
          </Button>
        ) : (
          <Button kind="main" icon="forward" onPress={() => go(1)}>
            Next
          </Button>
        )}
      </Stack>
    </Stack>
  );
}

const styles = StyleSheet.create({
  card: { padding: space.large, gap: space.normal, minHeight: 260 },
  face: { gap: space.tiny, outlineWidth: 0 },
  words: { gap: space.normal },
});
