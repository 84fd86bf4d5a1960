import type { ShownArtifact } from '@pegasus/core/answers.ts';
import { presets } from '@pegasus/core/presets/registry.ts';
import { useState } from 'react';
import { Button, ButtonLink } from '../../components/button.tsx';
import { Notice } from '../../components/notice.tsx';
import { Stack } from '../../components/stack.tsx';
import { BlockView } from './blocks/block-view.tsx';
import { levelWithin } from './blocks/heading-level.ts';
import { ShownProvider } from './editing.tsx';
import { OneAtATime } from './one-at-a-time.tsx';
import { Score } from './score.tsx';

interface ArtifactViewProps {
  shown: ShownArtifact;
  lectureId: string;
  /** BCP 47, for whoever reads it aloud. */
  language: string;
}

/** An artifact as it tells itself: as a page, or one thing at a time where the preset wants that. */
export function ArtifactView({ shown, lectureId, language }: ArtifactViewProps) {
  const { artifact, blocks } = shown;
  const preset = presets.find(({ id }) => id === artifact.presetId);
  const slow = preset?.display.pace === 'one at a time' && artifact.type === 'summary';
  const [whole, setWhole] = useState(false);
  return (
    <ShownProvider shown={shown}>
      <Stack gap="normal">
        {artifact.quality.thin ? (
          <Notice tone="warning" title="Little was found">
            {artifact.quality.thin}
          </Notice>
        ) : null}
        {artifact.type === 'flashcards' ? (
          <ButtonLink href={`/study?lecture=${lectureId}&which=all&kind=card`} kind="main" icon="cards">
            Study these cards
          </ButtonLink>
        ) : null}
        {artifact.type === 'exam-questions' ? <Score of={blocks.length} /> : null}
        {slow ? (
          <Button kind="plain" onPress={() => setWhole(!whole)} pressed={whole}>
            {whole ? 'One thing at a time' : 'Show all at once'}
          </Button>
        ) : null}
        {slow && !whole ? (
          <OneAtATime blocks={blocks} language={language} />
        ) : (
          blocks.map((block, place) => (
            <BlockView key={keyOf(block) ?? place} block={block} level={levelWithin(blocks, place)} />
          ))
        )}
      </Stack>
    </ShownProvider>
  );
}

/** Of a block that is one item: what was typed into it stays with it when another is discarded. */
function keyOf(block: ShownArtifact['blocks'][number]): string | undefined {
  return 'itemId' in block ? block.itemId : undefined;
}
