import type { Artifact } from '@pegasus/core/artifacts/define.ts';
import type { Block } from '@pegasus/core/block.ts';
import type { ExportOptions } from '@pegasus/core/export-options.ts';
import type { Preset } from '@pegasus/core/presets/define.ts';
import type { Thread } from '@pegasus/core/thread.ts';
import type { Transcript } from '@pegasus/core/transcript.ts';

/** All that an exporter may use. */
export interface ExportMaterial {
  courseName: string;
  lectureTitle: string;
  lectureId: string;
  /** When the lecture was added. */
  createdAt: string;
  /** When the file is made; a program that updates by age needs it. */
  madeAt?: string;
  preset: Preset;
  transcript: Transcript;
  /** In the order of the preset, each with how it tells itself. */
  artifacts: readonly { artifact: Artifact; title: string; blocks: readonly Block[] }[];
  /** Titles of the threads of the course by the ids of the items that are about them. */
  threads?: ReadonlyMap<string, string>;
  /** Ids of the items in the student's own words: corrected, or written as a whole. */
  own?: ReadonlySet<string>;
  /** The address that opens the recording at a second; absent where the server's address is not known. */
  momentUrl?(seconds: number): string;
}

export interface ExportedFile {
  /** Without folder; `exportFileName` makes it safe from any lecture title. */
  fileName: string;
  mediaType: string;
  /** Bytes in pieces, so that a large export needs no large memory. */
  content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

/** Writes one kind of file for the student. Everything in the material is hostile text to its format. */
export interface Exporter {
  /** In addresses and on the command line, such as `markdown`. */
  readonly name: string;
  /** As a student reads it. */
  readonly title: string;
  readonly mediaType: string;
  readonly extension: string;
  /** Whether this lecture gives it anything to write. */
  applies(material: ExportMaterial): boolean;
  /** Whether the file depends on the options; one that does not is made once. */
  readonly hasOptions?: boolean;
  /** Without options, the preset's own. Throws Problem `export-overrun`, `export-failed`, also while it is read. */
  write(material: ExportMaterial, options?: ExportOptions): ExportedFile;
}

/** All that a file of a whole course may use. */
export interface CourseMaterial {
  courseId: string;
  courseName: string;
  /** In order. */
  lectures: readonly { id: string; title: string; createdAt: string }[];
  /** Foundational first. */
  threads: readonly Thread[];
  madeAt: Date;
  /** The address that opens a recording at a second; absent where the server's address is not known. */
  momentUrl?(lectureId: string, seconds: number): string;
  /** One lecture at a time; undefined for one that is gone or was never worked through. */
  read(lectureId: string): Promise<ExportMaterial | undefined>;
}
