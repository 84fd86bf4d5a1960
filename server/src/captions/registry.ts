import { Problem } from '@pegasus/core/problem.ts';
import type { CaptionFormat, ParseCaptions } from './define.ts';
import { pegasusJson } from './pegasus-json.ts';
import { decodeText, peekText } from './source-text.ts';
import { subRip } from './sub-rip.ts';
import { webVtt } from './web-vtt.ts';
import { youTubeSbv } from './you-tube-sbv.ts';

export const captionFormats: readonly CaptionFormat[] = [webVtt, subRip, youTubeSbv, pegasusJson];

/** What kind of caption file the bytes are, if any, whatever the file is called. */
export function recognizeCaptions(bytes: Uint8Array): CaptionFormat | undefined {
  const beginning = peekText(bytes);
  return captionFormats.find((format) => format.recognizes(beginning));
}

export const parseCaptions: ParseCaptions = (format, bytes) => {
  const found = captionFormats.find(({ name }) => name === format);
  if (!found) {
    const names = captionFormats.map(({ name }) => name).join(', ');
    throw new Problem('recording-type-unsupported', `Caption files can be: ${names}.`);
  }
  return found.parse(decodeText(bytes, found.problem));
};
