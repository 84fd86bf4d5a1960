import { playerTime } from '@pegasus/core/clock.ts';
import { encodeTexts } from './bytes.ts';
import type { Exporter, ExportMaterial } from './define.ts';
import { exportFileName } from './file-name.ts';
import { oneLine } from './plain-text.ts';
import { subtitleCues } from './subtitle-cues.ts';

/** WebVTT, for players in browsers. */
export const vtt: Exporter = {
  name: 'vtt',
  title: 'Subtitles for the web (VTT)',
  mediaType: 'text/vtt',
  extension: 'vtt',
  applies: ({ transcript }) => transcript.segments.some(({ text }) => oneLine(text) !== ''),
  write: (material) => ({
    fileName: exportFileName(material.lectureTitle, 'vtt'),
    mediaType: 'text/vtt',
    content: encodeTexts(tell(material)),
  }),
};

function* tell({ transcript }: ExportMaterial): Generator<string> {
  yield 'WEBVTT\n';
  for (const { start, end, lines } of subtitleCues(transcript.segments)) {
    yield `\n${playerTime(start, '.')} --> ${playerTime(end, '.')}\n${lines.map(escapeText).join('\n')}\n`;
  }
}

/** The standard's own escapes; without `<` and `>` there is neither markup nor a line of times. */
function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
