import {
  type Change,
  type Edit,
  foldEdits,
  type Mark,
  OWN_CARD_PREFIX,
  untouched,
} from '@pegasus/core/overlay/edit.ts';
import { effectiveArtifacts, findItem, recloze, textAt } from '@pegasus/core/overlay/effective.ts';
import { Problem } from '@pegasus/core/problem.ts';
import type { Transcript } from '@pegasus/core/transcript.ts';
import { z } from 'zod';
import { listArtifacts } from './artifacts.ts';
import { readOverlay, readTranscript, reindex } from './effective.ts';
import type { Query, Transaction } from './open.ts';
import { lockCourse } from './threads.ts';

/** Changes after which other words are shown, or others are asked. */
const SHOWN_OTHERWISE: ReadonlySet<Change['kind']> = new Set([
  'correct',
  'revert',
  'discard',
  'restore',
  'add-card',
]);
const OwnCardId = z.templateLiteral([OWN_CARD_PREFIX, z.uuid()]);

export interface EditedLecture {
  id: string;
  ownerId: string;
  courseId: string;
  presetId: string;
}

/**
 * Takes in an edit and says what its target comes to. The same edit again changes nothing. Throws Problem
 * `edit-conflict` when the target was edited since the student saw it or reads otherwise by now, and
 * `edit-refused` when there is nothing to change in that way.
 */
export async function addEdit(query: Query, lecture: EditedLecture, edit: Edit): Promise<Mark> {
  return query.transaction().execute(async (transaction) => {
    // Two edits of one lecture are one after the other, and so are an edit and a run that stores new material.
    await lockCourse(transaction, lecture.courseId);
    const before = await findEdit(transaction, lecture.ownerId, edit.id);
    if (before && before.lecture_id !== lecture.id) throw new Problem('edit-conflict');
    if (before) return readMark(transaction, lecture, before.part, before.target);
    const mark = await readMark(transaction, lecture, edit.part, edit.target);
    if (mark.version !== edit.version) throw new Problem('edit-conflict');
    const seen = await findSeen(transaction, lecture, edit, mark);
    await transaction
      .insertInto('edits')
      .values({
        owner_id: lecture.ownerId,
        id: edit.id,
        lecture_id: lecture.id,
        part: edit.part,
        target: edit.target,
        version: edit.version,
        change: JSON.stringify(edit.change),
        seen: seen === undefined ? null : JSON.stringify(seen),
        made_at: edit.at,
      })
      .execute();
    if (SHOWN_OTHERWISE.has(edit.change.kind)) await reindex(transaction, lecture, edit.part);
    return readMark(transaction, lecture, edit.part, edit.target);
  });
}

async function findEdit(query: Query, ownerId: string, id: string) {
  return query
    .selectFrom('edits')
    .where('owner_id', '=', ownerId)
    .where('id', '=', id)
    .select(['lecture_id', 'part', 'target'])
    .executeTakeFirst();
}

async function readMark(
  query: Query,
  { ownerId, id }: EditedLecture,
  part: Edit['part'],
  target: string,
): Promise<Mark> {
  const rows = await query
    .selectFrom('edits')
    .where('owner_id', '=', ownerId)
    .where('lecture_id', '=', id)
    .where('part', '=', part)
    .where('target', '=', target)
    .orderBy('place')
    .select(['part', 'target', 'change'])
    .execute();
  const [mark] = foldEdits(rows).values();
  return mark ?? untouched(part, target);
}

/** What is edited, as the student has it now. */
async function findSeen(
  transaction: Transaction,
  lecture: EditedLecture,
  { part, target, change }: Edit,
  mark: Mark,
): Promise<object | undefined> {
  const transcript = await readTranscript(transaction, lecture.ownerId, lecture.id);
  if (change.kind === 'add-card') {
    refuseWrongCard(part, target, change.sources, transcript, mark);
    return undefined;
  }
  const seen =
    part === 'segment'
      ? transcript.segments.find(({ id }) => id === target)
      : await findMadeItem(transaction, lecture, target);
  if (!seen) throw new Problem('not-found', 'There is no such item in the material of this lecture.');
  if (part === 'segment' && !['correct', 'revert'].includes(change.kind)) {
    throw new Problem('edit-refused', 'A segment of the transcript can be corrected and nothing else.');
  }
  if (change.kind !== 'correct') return seen;
  const text = textAt(seen, change.field);
  if (text === undefined) throw new Problem('edit-refused', 'There is no such text in it.');
  if (text !== change.was) throw new Problem('edit-conflict');
  const isCloze = 'form' in seen && seen.form === 'cloze' && change.field === 'text';
  if (isCloze && recloze(seen, change.text) === seen) {
    throw new Problem('edit-refused', 'The words that are asked for must stay in the sentence.');
  }
  return seen;
}

/** Also one that was discarded, so that it can be restored. */
async function findMadeItem(
  transaction: Transaction,
  { ownerId, id, presetId }: EditedLecture,
  target: string,
): Promise<object | undefined> {
  const overlay = await readOverlay(transaction, ownerId, id);
  const shown = new Map([...overlay].map(([key, mark]) => [key, { ...mark, discarded: false }]));
  const made = await transaction
    .selectFrom('artifacts')
    .where('owner_id', '=', ownerId)
    .where('lecture_id', '=', id)
    .distinct()
    .select('preset_id')
    .execute();
  // The preset that is shown first; an item of another preset can be edited, too.
  const presets = [presetId, ...made.map(({ preset_id }) => preset_id)];
  for (const preset of new Set(presets)) {
    const artifacts = effectiveArtifacts(await listArtifacts(transaction, ownerId, id, preset), shown);
    for (const { body } of artifacts) {
      const found = findItem(body, target);
      if (found) return found;
    }
  }
  return undefined;
}

function refuseWrongCard(
  part: Edit['part'],
  target: string,
  sources: readonly string[],
  transcript: Transcript,
  mark: Mark,
): void {
  const known = new Set(transcript.segments.map(({ id }) => id));
  if (part !== 'item' || !OwnCardId.safeParse(target).success || mark.card) {
    throw new Problem('edit-refused', 'A card of your own needs a new id, such as own-<UUID>.');
  }
  if (!sources.every((source) => known.has(source))) {
    throw new Problem('edit-refused', 'Each source must be a segment of the transcript.');
  }
}

export interface ReportedItem {
  ownerId: string;
  lectureId: string;
  presetId: string;
  itemId: string;
  /** The item as the student saw it. */
  item: unknown;
  note?: string | undefined;
  at: string;
}

/** Items that students called wrong and did not take back, with what they were, for whoever mends a generator. */
export async function listReported(query: Query): Promise<ReportedItem[]> {
  const rows = await query
    .selectFrom('edits')
    .innerJoin('lectures', 'lectures.id', 'edits.lecture_id')
    .orderBy('edits.place')
    .select([
      'edits.owner_id',
      'edits.lecture_id',
      'lectures.preset_id',
      'target',
      'change',
      'seen',
      'made_at',
    ])
    .execute();
  const reported = new Map<string, ReportedItem>();
  for (const { owner_id, lecture_id, preset_id, target, change, seen, made_at } of rows) {
    const key = `${lecture_id} ${target}`;
    if (change.kind === 'not-wrong') reported.delete(key);
    if (change.kind !== 'wrong') continue;
    const { note } = change;
    const at = made_at.toISOString();
    reported.set(key, {
      ownerId: owner_id,
      lectureId: lecture_id,
      presetId: preset_id,
      itemId: target,
      item: seen,
      note,
      at,
    });
  }
  return [...reported.values()];
}
