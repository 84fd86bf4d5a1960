import type { Block } from '@pegasus/core/block.ts';
import type { Change, EditedPart } from '@pegasus/core/overlay/edit.ts';
import type { Review } from '@pegasus/core/study/review.ts';
import type { Schedule } from '@pegasus/core/study/standing.ts';
import type { Generated } from 'kysely';
import type { Json, Moment } from './tables.ts';

/** The tables of study, edits and search, as the code sees them. */
export interface StudyTables {
  reviews: {
    owner_id: string;
    id: string;
    lecture_id: string;
    item_id: string;
    review: Json<Review>;
    made_at: Moment;
    /** Place in the order of arrival. */
    place: Generated<string | number>;
    created_at: Moment;
  };
  item_schedules: {
    lecture_id: string;
    item_id: string;
    owner_id: string;
    due: Moment;
    schedule: Json<Schedule>;
    first_at: Moment | null;
    last_at: Moment | null;
  };
  edits: {
    owner_id: string;
    id: string;
    lecture_id: string;
    part: EditedPart;
    target: string;
    /** Number of edits of the target before this one. */
    version: number;
    change: Json<Change>;
    /** The item or segment as it was when it was edited. */
    seen: Json<unknown> | null;
    made_at: Moment;
    place: Generated<string | number>;
    created_at: Moment;
  };
  passages: {
    lecture_id: string;
    part: EditedPart;
    /** Id of the segment or item. */
    id: string;
    owner_id: string;
    course_id: string;
    kind: string;
    place: number;
    moment: number | null;
    text: string;
    words: string;
    /** Of what is studied: the card or question. */
    block: Json<Block> | null;
  };
  lecture_words: { lecture_id: string; owner_id: string; course_id: string; words: string[] };
  course_words: { course_id: string; word: string; owner_id: string; lectures: number };
}
