import type { Role } from '@pegasus/core/account.ts';
import type { Artifact } from '@pegasus/core/artifacts/define.ts';
import type { LectureState } from '@pegasus/core/lecture.ts';
import type { ProblemDocument } from '@pegasus/core/problem.ts';
import type { Ingested, RecordingKind } from '@pegasus/core/recording.ts';
import type { Progress, StageName, StageRunState } from '@pegasus/core/stage-run.ts';
import type { Thread, ThreadEvidence, ThreadOccurrence, ThreadUpdate } from '@pegasus/core/thread.ts';
import type { ConceptChange, Mention } from '@pegasus/core/threads/mentions.ts';
import type { Transcript } from '@pegasus/core/transcript.ts';
import type { ColumnType, Generated } from 'kysely';
import type { DeadLetters, IdempotencyKeys } from './data-plane-tables.ts';
import type { ExportTables } from './export-tables.ts';
import type { AuditEntries, KeptObjects, UpkeepRuns } from './keeping-tables.ts';
import type { OnCallTables } from './on-call-tables.ts';
import type {
  LectureMoments,
  LiveSegments,
  LiveTranscripts,
  UploadPieces,
  Uploads,
} from './recording-tables.ts';
import type { StudyTables } from './study-tables.ts';

/** A timestamp: read as a Date, written as an ISO string or left to the database. */
export type Moment = ColumnType<Date, Date | string | undefined, Date | string>;
/** JSON: read parsed, written as text. */
export type Json<T> = ColumnType<T, string, string>;

/** The schema as the code sees it. `schema.sql` is what the database says of it. */
export interface Tables extends StudyTables, ExportTables, OnCallTables {
  users: { id: string; name: string; created_at: Moment; recording_days: Generated<number | null> };
  courses: {
    id: string;
    owner_id: string;
    name: string;
    created_at: Moment;
    /** Days that recordings stay after their lecture was handed in; 0 as long as the lecture, null as above. */
    recording_days: Generated<number | null>;
  };
  lectures: {
    id: string;
    owner_id: string;
    course_id: string;
    title: string;
    preset_id: string;
    state: LectureState;
    stage: StageName | null;
    problem: Json<ProblemDocument> | null;
    created_at: Moment;
    /** When it was handed in, or sent on its way again. */
    processing_since: Moment;
    finished_at: Moment | null;
  };
  recordings: {
    lecture_id: string;
    owner_id: string;
    kind: RecordingKind;
    format: string;
    media_type: string;
    file_name: string;
    /** A bigint, which drivers read as text. */
    bytes: ColumnType<string | number, number, number>;
    sha256: string;
    object_key: string;
    created_at: Moment;
  };
  ingested: {
    lecture_id: string;
    owner_id: string;
    seconds: number;
    data: Json<Ingested>;
    created_at: Moment;
  };
  transcripts: {
    lecture_id: string;
    owner_id: string;
    language: string;
    seconds: number;
    segments: Json<Transcript['segments']>;
    provenance: Json<Transcript['provenance']>;
    created_at: Moment;
  };
  artifacts: {
    id: string;
    owner_id: string;
    lecture_id: string;
    preset_id: string;
    /** 1 for the first time that this lecture was generated under this preset. */
    generation: number;
    /** Place in the order of the preset. */
    place: number;
    type: string;
    schema_version: number;
    generator: Json<Artifact['generator']>;
    quality: Json<Artifact['quality']>;
    body: Json<unknown>;
    created_at: Moment;
  };
  exports: {
    id: string;
    owner_id: string;
    lecture_id: string;
    preset_id: string;
    generation: number;
    exporter: string;
    file_name: string;
    media_type: string;
    bytes: ColumnType<string | number, number, number>;
    sha256: string;
    object_key: string;
    /** Of the material it was made of; null for files made before fingerprints were kept. */
    fingerprint: string | null;
    created_at: Moment;
  };
  stage_runs: {
    id: string;
    owner_id: string;
    lecture_id: string;
    preset_id: string;
    stage: StageName;
    attempt: number;
    state: StageRunState;
    job_id: string;
    progress: Json<Progress> | null;
    problem: Json<ProblemDocument> | null;
    queued_at: Moment;
    started_at: Moment | null;
    heartbeat_at: Moment | null;
    /** When it last came on; null for a try of a version that did not write that down. */
    moved_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
    finished_at: Moment | null;
    created_order: Generated<string | number>;
    /** The dead letter that this try takes up again. */
    replay_of: string | null;
  };
  lecture_mentions: {
    lecture_id: string;
    owner_id: string;
    preset_id: string;
    /** 1 for the first time that this lecture gave its concepts under this preset. */
    generation: number;
    concepts: Json<Mention[]>;
    created_at: Moment;
  };
  lecture_changes: {
    lecture_id: string;
    owner_id: string;
    preset_id: string;
    generation: number;
    place: number;
    earlier_lecture_id: string;
    change: Json<ConceptChange>;
  };
  threads: {
    id: string;
    owner_id: string;
    course_id: string;
    /** The name by which the course knows the concept, made comparable. */
    key: string;
    title: string;
    names: Json<string[]>;
    level: Thread['level'];
    complexity: number;
    /** Ids of the threads that it is a kind of. */
    kind_of: Json<string[]>;
    /** Place in the order of the course, foundational first. */
    place: number;
    created_at: Moment;
  };
  thread_occurrences: {
    thread_id: string;
    lecture_id: string;
    owner_id: string;
    /** Place in the order of the lectures. */
    place: number;
    role: ThreadOccurrence['role'];
    times: number;
    sources: Json<string[]>;
    moments: Json<number[]>;
    definition: Json<ThreadOccurrence['definition'] & object> | null;
    items: Json<string[]>;
  };
  thread_updates: {
    thread_id: string;
    /** Place in the history. */
    place: number;
    owner_id: string;
    kind: ThreadUpdate['kind'];
    lecture_id: string;
    evidence: Json<ThreadEvidence>;
    earlier_lecture_id: string | null;
    earlier: Json<ThreadEvidence> | null;
    by_thread_id: string | null;
    note: string | null;
  };
  idempotency_keys: IdempotencyKeys;
  dead_letters: DeadLetters;
  objects: KeptObjects;
  upkeep_runs: UpkeepRuns;
  audit_entries: AuditEntries;
  accounts: {
    owner_id: string;
    /** In small letters. */
    email: string;
    confirmed_at: Moment | null;
    /** Argon2id; none for those who come by single sign-on or were only invited. */
    password_hash: string | null;
    role: Role;
    disabled_at: Moment | null;
    created_at: Moment;
  };
  account_identities: { issuer: string; subject: string; owner_id: string; created_at: Moment };
  account_links: {
    id: string;
    owner_id: string;
    purpose: 'confirm' | 'reset' | 'invite' | 'app';
    token_hash: string;
    /** SHA-256 of what only the app knows that began; for `app` only. */
    challenge: string | null;
    expires_at: Moment;
    created_at: Moment;
  };
  sessions: {
    id: string;
    owner_id: string;
    kind: 'web' | 'app';
    device: string;
    token_hash: string;
    token_expires_at: Moment;
    refresh_hash: string | null;
    /** The refresh token before: used again, it tells that one of the two was stolen. */
    spent_refresh_hash: string | null;
    refreshed_at: Moment | null;
    expires_at: Moment;
    seen_at: Moment;
    created_at: Moment;
  };
  passkeys: {
    id: string;
    owner_id: string;
    /** What it calls itself, base64url. */
    credential_id: string;
    /** COSE key, base64url. */
    public_key: string;
    /** How often it says that it was used, as text; 0 for one that does not count. */
    uses: string;
    /** Ways to reach it, separated by spaces. */
    transports: string;
    name: string;
    copied: boolean;
    used_at: Moment | null;
    created_at: Moment;
  };
  spent_challenges: { challenge_hash: string; owner_id: string; expires_at: Moment };
  /** Worker processes, each for as long as it gives signs of life. */
  workers: { id: string; version: string; started_at: Moment; seen_at: Moment };
  rate_limits: { key: string; points: number; expire: string | null };
  uploads: Uploads;
  upload_pieces: UploadPieces;
  live_transcripts: LiveTranscripts;
  live_segments: LiveSegments;
  lecture_moments: LectureMoments;
}
