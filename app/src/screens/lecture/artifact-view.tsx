import type { ShownArtifact } from '@pegasus/core/answers.ts';
import { Stack } from '../../components/stack.tsx';
import { BlockView } from './blocks/block-view.tsx';

/** An artifact as it tells itself. */
export function ArtifactView({ shown }: { shown: ShownArtifact }) {
  return (
    <Stack gap="medium">
      {shown.blocks.map((block, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a block has no name, and blocks never move
        <BlockView key={place} block={block} />
      ))}
    </Stack>
  );
}
