import type { ReactNode } from 'react';
import { Stack } from '../../components/stack.tsx';
import { Heading, Text } from '../../components/text.tsx';

/** A part of the page with its heading. */
export function Section({
  id,
  title,
  lead,
  children,
}: {
  id: string;
  title: string;
  lead?: string;
  children: ReactNode;
}) {
  return (
    <Stack role="region" labelledBy={id} gap="medium">
      <Stack gap="tiny">
        <Heading level={2} id={id}>
          {title}
        </Heading>
        {lead ? <Text tone="quiet">{lead}</Text> : null}
      </Stack>
      {children}
    </Stack>
  );
}
