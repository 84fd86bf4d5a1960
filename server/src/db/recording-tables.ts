import type { ProblemDocument } from '@pegasus/core/problem.ts';
import type { Provenance } from '@pegasus/core/transcript.ts';
import type { LiveProgress, Moment as MarkedMoment, Upload } from '@pegasus/core/upload/upload.ts';
import type { ColumnType, Generated } from 'kysely';
import type { Json, Moment } from './tables.ts';

/** A bigint, which drivers read as text. */
type Bytes = ColumnType<string | number, number, number>;

export interface Uploads {
  id: string;
  owner_id: string;
  course_id: string;
  preset_id: string;
  title: string | null;
  file_name: string;
  source: Upload['source'];
  media_type: string | null;
  declared_bytes: Bytes | null;
  state: Upload['state'];
  lecture_id: string | null;
  created_at: Moment;
  touched_at: Moment;
}

export interface UploadPieces {
  upload_id: string;
  owner_id: string;
  start_byte: Bytes;
  bytes: Bytes;
  sha256: string;
  object_key: string;
  created_at: Moment;
}

export interface LiveTranscripts {
  upload_id: string;
  owner_id: string;
  state: LiveProgress['state'];
  problem: Json<ProblemDocument> | null;
  /** Bytes of 16-bit sound that were heard, and their hash. */
  sound_bytes: ColumnType<string | number, number | undefined, number>;
  sound_sha256: string | null;
  /** Seconds before which every word is final. */
  settled_seconds: Generated<number>;
  provenance: Json<Provenance> | null;
  notes: Json<string[]>;
  leased_by: string | null;
  leased_until: Moment | null;
  served_at: Moment | null;
  created_at: Moment;
}

export interface LiveSegments {
  upload_id: string;
  owner_id: string;
  place: number;
  start_second: number;
  end_second: number;
  words: string;
}

export interface LectureMoments {
  lecture_id: string;
  owner_id: string;
  place: number;
  kind: MarkedMoment['kind'];
  at_second: number;
  lost_seconds: number | null;
  note: string | null;
}
