import type { RetentionPolicy } from '@pegasus/core/retention.ts';
import { requireLeave } from '../accounts/administration.ts';
import * as rows from '../db/retention-policies.ts';
import { ensureLocalUser, LOCAL_USER_ID } from '../db/users.ts';
import * as deletion from '../keeping/deletion.ts';
import type { Services } from '../services.ts';
import type { Handler } from './handler.ts';

export const deleteCourse: Handler<'deleteCourse'> = async ({ services, ownerId, params }) => {
  await deletion.deleteCourse(services, ownerId, params.courseId);
};

export const deleteAccount: Handler<'deleteAccount'> = async ({ services, ownerId, body, visitor }) => {
  await services.limits.take('sign-in', { user: ownerId, address: visitor.network });
  await requireLeave(services, ownerId, body.password);
  await deletion.deleteAccount(services, ownerId);
  visitor.letOut();
  // On one's own machine nobody signs up again: the account is there, and empty.
  if (ownerId === LOCAL_USER_ID) await ensureLocalUser(services.database.kysely);
};

export const getCourseRetention: Handler<'getCourseRetention'> = ({ services, ownerId, params }) =>
  courseRetention(services, ownerId, params.courseId);

export const setCourseRetention: Handler<'setCourseRetention'> = async (call) => {
  const { services, ownerId, params, body } = call;
  await rows.changeCourseDays(services.database.kysely, ownerId, params.courseId, body.recordingDays);
  return courseRetention(services, ownerId, params.courseId);
};

export const getRetention: Handler<'getRetention'> = ({ services, ownerId }) =>
  accountRetention(services, ownerId);

export const setRetention: Handler<'setRetention'> = async ({ services, ownerId, body }) => {
  await rows.changeUserDays(services.database.kysely, ownerId, body.recordingDays);
  return accountRetention(services, ownerId);
};

async function courseRetention(
  { database, config }: Services,
  ownerId: string,
  courseId: string,
): Promise<RetentionPolicy> {
  const { course, user } = await rows.readCourseDays(database.kysely, ownerId, courseId);
  return { recordingDays: course, effectiveDays: course ?? user ?? config.keepRecordingDays };
}

async function accountRetention({ database, config }: Services, ownerId: string): Promise<RetentionPolicy> {
  const user = await rows.readUserDays(database.kysely, ownerId);
  return { recordingDays: user, effectiveDays: user ?? config.keepRecordingDays };
}
