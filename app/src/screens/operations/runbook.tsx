import { Stack } from '../../components/stack.tsx';
import { Heading, Text } from '../../components/text.tsx';

type Part = { kind: 'heading' | 'text' | 'item'; words: string };

/** The page that says what to do. Of its marks, only those of headings and lists mean something here. */
export function Runbook({ text }: { text: string }) {
  return (
    <Stack gap="small">
      {readParts(text).map(({ kind, words }, place) =>
        kind === 'heading' ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: the text of a page does not change while it is read
          <Heading key={place} level={4}>
            {words}
          </Heading>
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: as above
          <Text key={place}>{words}</Text>
        ),
      )}
    </Stack>
  );
}

/** Lines that belong together as one; the title is left out, for it stands above already. */
export function readParts(text: string): Part[] {
  const parts: Part[] = [];
  for (const line of text.split('\n')) {
    const heading = /^##+ (.*)$/.exec(line)?.[1];
    const item = /^(?:- |(\d+\. ))(.*)$/.exec(line);
    const last = parts.at(-1);
    if (heading) parts.push({ kind: 'heading', words: heading });
    else if (item) parts.push({ kind: 'item', words: plain(`${item[1] ?? '• '}${item[2]}`) });
    else if (line.trim() === '' || line.startsWith('# ')) parts.push({ kind: 'text', words: '' });
    else if (last && last.kind !== 'heading' && last.words !== '')
      last.words = `${last.words} ${plain(line.trim())}`;
    else parts.push({ kind: 'text', words: plain(line.trim()) });
  }
  return parts.filter(({ words }) => words !== '');
}

/** Without the address of a link and the marks around code. */
function plain(line: string): string {
  return line.replaceAll(/\[([^\]]+)\]\([^)]*\)/g, '$1').replaceAll('`', '');
}
