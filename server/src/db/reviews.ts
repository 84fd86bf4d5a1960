import type { LoggedReview } from '@pegasus/core/study/answers.ts';
import { byItem, type Review } from '@pegasus/core/study/review.ts';
import { gradesOf, scheduleOf } from '@pegasus/core/study/schedule.ts';
import { sql } from 'kysely';
import type { Query, Transaction } from './open.ts';

/**
 * Adds entries to the log and computes the schedules of their items anew, from the whole log of each: entries
 * may come late, twice and in any order. Those about lectures that are not the owner's are refused.
 */
export async function addReviews(
  query: Query,
  ownerId: string,
  reviews: readonly Review[],
): Promise<{ accepted: string[]; refused: string[] }> {
  return query.transaction().execute(async (transaction) => {
    await lockStudy(transaction, ownerId);
    const named = [...new Set(reviews.map(({ lectureId }) => lectureId))];
    const own = await transaction
      .selectFrom('lectures')
      .where('owner_id', '=', ownerId)
      .where('id', 'in', named)
      .select('id')
      .execute();
    const mine = new Set(own.map(({ id }) => id));
    const kept = reviews.filter(({ lectureId }) => mine.has(lectureId));
    if (kept.length > 0) {
      await transaction
        .insertInto('reviews')
        .values(
          kept.map((review) => ({
            owner_id: ownerId,
            id: review.id,
            lecture_id: review.lectureId,
            item_id: review.itemId,
            review: JSON.stringify(review),
            made_at: review.at,
          })),
        )
        .onConflict((conflict) => conflict.columns(['owner_id', 'id']).doNothing())
        .execute();
      await computeSchedules(transaction, ownerId, kept);
    }
    const ids = (some: readonly Review[]) => [...new Set(some.map(({ id }) => id))];
    return { accepted: ids(kept), refused: ids(reviews.filter(({ lectureId }) => !mine.has(lectureId))) };
  });
}

/** Two devices that send at once are one after the other, so that neither computes from half of the log. */
async function lockStudy(transaction: Transaction, ownerId: string): Promise<void> {
  await transaction
    .selectFrom('users')
    .select('id')
    .where('id', '=', ownerId)
    .forNoKeyUpdate()
    .executeTakeFirst();
}

async function computeSchedules(
  transaction: Transaction,
  ownerId: string,
  touched: readonly Review[],
): Promise<void> {
  const lectures = [...new Set(touched.map(({ lectureId }) => lectureId))];
  const items = [...new Set(touched.map(({ itemId }) => itemId))];
  const rows = await transaction
    .selectFrom('reviews')
    .where('owner_id', '=', ownerId)
    .where('lecture_id', 'in', lectures)
    .where('item_id', 'in', items)
    .select('review')
    .execute();
  const values = [...byItem(rows.map(({ review }) => review)).values()].flatMap((own) => {
    const [first] = own;
    if (!first) return [];
    const schedule = scheduleOf(own);
    const grades = gradesOf(own);
    return [
      {
        lecture_id: first.lectureId,
        item_id: first.itemId,
        owner_id: ownerId,
        due: schedule.due,
        schedule: JSON.stringify(schedule),
        first_at: grades[0]?.at ?? null,
        last_at: grades.at(-1)?.at ?? null,
      },
    ];
  });
  await transaction
    .insertInto('item_schedules')
    .values(values)
    .onConflict((conflict) =>
      conflict.columns(['lecture_id', 'item_id']).doUpdateSet(({ ref }) => ({
        due: ref('excluded.due'),
        schedule: ref('excluded.schedule'),
        first_at: ref('excluded.first_at'),
        last_at: ref('excluded.last_at'),
      })),
    )
    .execute();
}

/** The log from a place on, in the order of arrival. */
export async function listReviews(
  query: Query,
  ownerId: string,
  { lecture, after, limit }: { lecture?: string | undefined; after: number; limit: number },
): Promise<{ items: LoggedReview[]; more: boolean }> {
  let select = query
    .selectFrom('reviews')
    .where('owner_id', '=', ownerId)
    .where('place', '>', after)
    .orderBy('place')
    .limit(limit + 1)
    .select(['place', 'review']);
  if (lecture) select = select.where('lecture_id', '=', lecture);
  const rows = await select.execute();
  const items = rows.slice(0, limit).map(({ place, review }) => ({ place: Number(place), review }));
  return { items, more: rows.length > limit };
}

/** The entries of the log since a moment, by the clocks of the devices, with the last one before it of each item. */
export async function reviewsOfItemsSince(
  query: Query,
  ownerId: string,
  since: Date,
  scope: { course?: string | undefined; lecture?: string | undefined },
): Promise<Review[]> {
  const ofCourse = scope.course ? sql`and lectures.course_id = ${scope.course}` : sql``;
  const ofLecture = scope.lecture ? sql`and lectures.id = ${scope.lecture}` : sql``;
  const { rows } = await sql<{ review: Review }>`
    select reviews.review
    from item_schedules
    join lectures on lectures.id = item_schedules.lecture_id ${ofCourse} ${ofLecture}
    join reviews on reviews.lecture_id = item_schedules.lecture_id and reviews.item_id = item_schedules.item_id
    where item_schedules.owner_id = ${ownerId} and item_schedules.last_at >= ${since.toISOString()}`.execute(
    query,
  );
  return rows.map(({ review }) => review);
}
