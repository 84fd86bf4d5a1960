import { shortTime } from '@pegasus/core/clock.ts';
import { stringify } from 'yaml';
import { encodeTexts } from './bytes.ts';
import type { Exporter, ExportMaterial } from './define.ts';
import { exportFileName } from './file-name.ts';
import { blockLines } from './markdown-blocks.ts';
import { escapeMarkdown, noteMarks } from './markdown-text.ts';
import { oneLine } from './plain-text.ts';

/** One note for Obsidian or Notion, readable in anything. */
export const markdown: Exporter = {
  name: 'markdown',
  title: 'Notes (Markdown)',
  mediaType: 'text/markdown',
  extension: 'md',
  applies: ({ artifacts }) => artifacts.some(({ blocks }) => blocks.length > 0),
  write: (material) => ({
    fileName: exportFileName(material.lectureTitle, 'md'),
    mediaType: 'text/markdown',
    content: encodeTexts(tell(material)),
  }),
};

function* tell(material: ExportMaterial): Generator<string> {
  yield `---\n${frontMatter(material)}---\n\n# ${escapeMarkdown(material.lectureTitle)}\n`;
  const marks = noteMarks(material);
  for (const { title, blocks } of material.artifacts) {
    if (blocks.length === 0) continue;
    yield `\n## ${escapeMarkdown(title)}\n`;
    for (const [index, block] of blocks.entries()) {
      // Terms are items of one list; everything else stands apart.
      const apart = block.kind !== 'term' || blocks[index - 1]?.kind !== 'term';
      yield `${apart ? '\n' : ''}${blockLines(block, marks).join('\n')}\n`;
    }
  }
}

/** Every text in double quotes, so that no title reads as a date, a truth value or a second document. */
function frontMatter({
  lectureTitle,
  courseName,
  lectureId,
  createdAt,
  preset,
  transcript,
}: ExportMaterial): string {
  const properties = {
    title: oneLine(lectureTitle),
    course: oneLine(courseName),
    date: createdAt.slice(0, 10),
    preset: preset.id,
    language: oneLine(transcript.language),
    length: shortTime(transcript.seconds),
    lecture: lectureId,
    tags: ['pegasus', `preset/${preset.id}`],
  };
  return stringify(properties, {
    defaultStringType: 'QUOTE_DOUBLE',
    defaultKeyType: 'PLAIN',
    lineWidth: 0,
    // Readers of either version of YAML must agree.
    version: '1.1',
  });
}
