import type { Block } from '@pegasus/core/block.ts';
import { CardBlock } from './card-block.tsx';
import type { HeadingLevel } from './heading-level.ts';
import { MapBlock } from './map-block.tsx';
import { OutlineBlock } from './outline-block.tsx';
import { QuestionBlock } from './question-block.tsx';
import { TableBlock } from './table-block.tsx';
import { TermBlock } from './term-block.tsx';
import { HeadingBlock, ListBlock, NoteBlock, ParagraphBlock } from './text-blocks.tsx';

/** Any block. A kind without a row here does not compile. */
export function BlockView({ block, level }: { block: Block; level: HeadingLevel }) {
  switch (block.kind) {
    case 'heading':
      return <HeadingBlock block={block} />;
    case 'paragraph':
      return <ParagraphBlock block={block} />;
    case 'note':
      return <NoteBlock block={block} />;
    case 'list':
      return <ListBlock block={block} />;
    case 'table':
      return <TableBlock block={block} />;
    case 'outline':
      return <OutlineBlock block={block} />;
    case 'term':
      return <TermBlock block={block} level={level} />;
    case 'card':
      return <CardBlock block={block} />;
    case 'question':
      return <QuestionBlock block={block} level={level} />;
    case 'map':
      return <MapBlock block={block} />;
  }
}
