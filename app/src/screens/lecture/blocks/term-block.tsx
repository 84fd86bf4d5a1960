import { Card } from '../../../components/card.tsx';
import { Heading, Text } from '../../../components/text.tsx';
import { ItemTools } from '../item-tools.tsx';
import type { HeadingLevel } from './heading-level.ts';
import type { BlockOf } from './of-kind.ts';

/** A term that is said all the time has more moments than help. */
const MOST_MOMENTS = 6;

export function TermBlock({ block, level }: { block: BlockOf<'term'>; level: HeadingLevel }) {
  const { term, definition, example, otherNames, moments, itemId } = block;
  return (
    <Card>
      <Heading level={level} size="subtitle">
        {term}
      </Heading>
      {otherNames.length > 0 ? (
        <Text size="caption" tone="quiet">
          {`also ${otherNames.join(', ')}`}
        </Text>
      ) : null}
      {definition ? <Text>{definition}</Text> : null}
      {example ? <Text tone="quiet">{`For example: ${example}`}</Text> : null}
      <ItemTools itemId={itemId} of={term} moments={moments.slice(0, MOST_MOMENTS)} />
    </Card>
  );
}
