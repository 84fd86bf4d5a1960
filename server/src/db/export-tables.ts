import type { ColumnType } from 'kysely';
import type { Json, Moment } from './tables.ts';

/** Files made when they were asked for, and links by which material is shown. */
export interface ExportTables {
  made_exports: {
    id: string;
    owner_id: string;
    lecture_id: string;
    preset_id: string;
    exporter: string;
    /** The choice of paper, print and answers, as `optionsKey` names it. */
    options: string;
    /** Of the material it was made of. */
    fingerprint: string;
    file_name: string;
    media_type: string;
    bytes: ColumnType<string | number, number, number>;
    sha256: string;
    object_key: string;
    created_at: Moment;
  };
  shares: {
    id: string;
    owner_id: string;
    lecture_id: string;
    preset_id: string;
    /** SHA-256 of the token; the token itself is only in the link. */
    token_hash: string;
    /** Types of the artifacts that are shown. */
    artifacts: Json<string[]>;
    with_transcript: boolean;
    with_recording: boolean;
    views: number;
    copies: number;
    created_at: Moment;
    expires_at: Moment;
    revoked_at: Moment | null;
    last_viewed_at: Moment | null;
  };
}
