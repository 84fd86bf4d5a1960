import { playerTime } from '@pegasus/core/clock.ts';
import { encodeTexts } from './bytes.ts';
import type { Exporter, ExportMaterial } from './define.ts';
import { exportFileName } from './file-name.ts';
import { oneLine } from './plain-text.ts';
import { subtitleCues } from './subtitle-cues.ts';

/** SubRip, for players on a desk or a television. */
export const srt: Exporter = {
  name: 'srt',
  title: 'Subtitles for players (SRT)',
  mediaType: 'application/x-subrip',
  extension: 'srt',
  applies: ({ transcript }) => transcript.segments.some(({ text }) => oneLine(text) !== ''),
  write: (material) => ({
    fileName: exportFileName(material.lectureTitle, 'srt'),
    mediaType: 'application/x-subrip',
    content: encodeTexts(tell(material)),
  }),
};

function* tell({ transcript }: ExportMaterial): Generator<string> {
  let number = 0;
  for (const { start, end, lines } of subtitleCues(transcript.segments)) {
    number += 1;
    const times = `${playerTime(start, ',')} --> ${playerTime(end, ',')}`;
    yield `${number}\n${times}\n${lines.map(escapeText).join('\n')}\n\n`;
  }
}

/**
 * The format has no escapes, and many players show `&lt;` as it is. So whatever a player would act on, tags,
 * entities, arrows and commands in braces, is taken apart by a word joiner: nobody sees it, nothing acts.
 */
function escapeText(text: string): string {
  return text.replace(/&(?=#?\w{1,31};)|<(?=[/!?\w])|--(?=>)|\{(?=\\)/g, '$&\u2060');
}
