import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { ARTIFACT_NAMES, type ArtifactName, artifactType } from '@pegasus/core/artifacts/registry.ts';
import { type Segment, segmentId } from '@pegasus/core/transcript.ts';
import { parseCaptions, recognizeCaptions } from '@pegasus/server/captions/registry.ts';
import { ROOT, readText } from '../project-files.ts';
import type { LectureSource } from './produce.ts';

const TRANSCRIPTS = 'fixtures/transcripts';

/** The lectures that were written for the project, in the order of their course. */
export async function projectLectures(): Promise<LectureSource[]> {
  const names = (await readdir(join(ROOT, TRANSCRIPTS))).filter((name) => name.endsWith('.json')).sort();
  return Promise.all(names.map((name) => openLecture(join(ROOT, TRANSCRIPTS, name))));
}

/** Seconds of silence between lectures that are joined. */
const BREAK = 5;

/** Lectures one after another as one, for what shows only at length. */
export function joinLectures(name: string, sources: readonly LectureSource[]): LectureSource {
  const segments: Segment[] = [];
  for (const { bytes } of sources) {
    const begin = (segments.at(-1)?.end ?? -BREAK) + BREAK;
    const { segments: said } = parseCaptions(recognizeCaptions(bytes)?.name ?? '', bytes);
    for (const { start, end, text } of said) {
      segments.push({ id: segmentId(segments.length), start: begin + start, end: begin + end, text });
    }
  }
  return { name, bytes: Buffer.from(JSON.stringify({ segments })) };
}

/** A transcript or caption file; with the good items that the project has for a lecture of this name. */
export async function openLecture(path: string): Promise<LectureSource> {
  const name = basename(path).replace(/\.[^.]{1,5}$/, '');
  const bytes = await readFile(path);
  const kept = await readText(ROOT, `fixtures/items/${name}.json`);
  if (kept === undefined) return { name, bytes };
  const bodies = JSON.parse(kept) as Record<ArtifactName, unknown>;
  const goodItems = ARTIFACT_NAMES.flatMap((artifact) => {
    const { items, body } = artifactType(artifact);
    return items(body.parse(bodies[artifact]));
  });
  return { name, bytes, goodItems };
}
