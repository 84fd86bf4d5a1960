import { LECTURE_FILE_FORMAT, LECTURE_FILE_VERSION } from '@pegasus/core/lecture-file.ts';
import { encodeTexts } from './bytes.ts';
import type { Exporter, ExportMaterial } from './define.ts';
import { exportFileName } from './file-name.ts';

/** Everything, verbatim, for programs and for keeping. `pegasus generate` reads it back. */
export const json: Exporter = {
  name: 'json',
  title: 'Everything (JSON)',
  mediaType: 'application/json',
  extension: 'json',
  applies: () => true,
  write: (material) => ({
    fileName: exportFileName(material.lectureTitle, 'json'),
    mediaType: 'application/json',
    content: encodeTexts(tell(material)),
  }),
};

/** A line for each segment and artifact, so that memory stays small and a diff can be read. */
function* tell({
  transcript,
  preset,
  artifacts,
  own = new Set(),
  ...facts
}: ExportMaterial): Generator<string> {
  const { lectureId, lectureTitle, courseName, createdAt } = facts;
  const { segments, ...about } = transcript;
  yield `{"format":"${LECTURE_FILE_FORMAT}","version":${LECTURE_FILE_VERSION},\n`;
  yield `"lecture":${JSON.stringify({ id: lectureId, title: lectureTitle, courseName, createdAt })},\n`;
  yield `"preset":${JSON.stringify({ id: preset.id, title: preset.title })},\n`;
  yield `"transcript":{${JSON.stringify(about).slice(1, -1)},"segments":[`;
  yield* listed(segments);
  yield ']},\n"artifacts":[';
  yield* listed(artifacts.map(({ artifact }) => artifact));
  yield `],\n"own":${JSON.stringify([...own])}}\n`;
}

function* listed(values: readonly unknown[]): Generator<string> {
  for (const [index, value] of values.entries()) yield `${index ? ',' : ''}\n${JSON.stringify(value)}`;
}
