import { createHash } from 'node:crypto';
import type { Preset } from '@pegasus/core/presets/define.ts';
import type { Thread } from '@pegasus/core/thread.ts';
import type { Transcript } from '@pegasus/core/transcript.ts';
import type { ExportMaterial } from './define.ts';

/** Raised when exporters write the same material otherwise, so that files that are there are made anew. */
const FORM = 2;

export interface MaterialFacts {
  lecture: { id: string; title: string; courseName: string; createdAt: string };
  preset: Preset;
  transcript: Transcript;
  artifacts: ExportMaterial['artifacts'];
  /** Of the lecture's course. */
  threads: readonly Thread[];
  /** Ids of the items in the student's own words. */
  own?: ReadonlySet<string>;
  /** Address under which browsers reach the server; empty where it is not known. */
  publicUrl: string;
  madeAt: Date;
}

export function exportMaterial({
  lecture,
  preset,
  transcript,
  artifacts,
  threads,
  own = new Set(),
  publicUrl,
  madeAt,
}: MaterialFacts): ExportMaterial {
  const of = threads.flatMap(({ title, occurrences }) =>
    occurrences
      .filter(({ lectureId }) => lectureId === lecture.id)
      .flatMap(({ items }) => items.map((item): [string, string] => [item, title])),
  );
  return {
    courseName: lecture.courseName,
    lectureTitle: lecture.title,
    lectureId: lecture.id,
    createdAt: lecture.createdAt,
    madeAt: madeAt.toISOString(),
    preset,
    transcript,
    artifacts,
    threads: new Map(of),
    own,
    ...(publicUrl ? { momentUrl: momentUrl(publicUrl, lecture.id) } : {}),
  };
}

/** The page of a lecture, at a second of its recording. */
export function momentUrl(publicUrl: string, lectureId: string): (seconds: number) => string {
  return (seconds) => `${publicUrl}/lectures/${lectureId}?at=${Math.floor(seconds)}`;
}

/** The same for the same material, whenever a file is made of it: SHA-256 of all that can stand in one. */
export function fingerprintOf(material: ExportMaterial): string {
  const { courseName, lectureTitle, createdAt, preset, transcript, artifacts, threads, own } = material;
  const told = artifacts.map(({ artifact, title, blocks }) => [artifact.id, artifact.body, title, blocks]);
  const parts = [
    FORM,
    courseName,
    lectureTitle,
    createdAt,
    preset,
    transcript,
    told,
    [...(threads ?? [])],
    [...(own ?? [])],
  ];
  const address = material.momentUrl?.(0) ?? '';
  return createHash('sha256')
    .update(JSON.stringify([...parts, address], inOrder))
    .digest('hex');
}

/** A schema orders the keys of what it reads, and a database those of what it keeps: the same is to look the same. */
function inOrder(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}
