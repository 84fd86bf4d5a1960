import { describeEnvironment } from '../environment.ts';
import { tellOperations } from '../on-call/operations.ts';
import type { Services } from '../services.ts';
import {
  changeAccount,
  changePassword,
  inviteAccount,
  listAccounts,
  listDevices,
  signOutDevice,
} from './accounts.ts';
import { listArtifacts, listMadePresets } from './artifacts.ts';
import { getCourseArchive, getCourseCalendar, getCourseSheet } from './course-files.ts';
import { createCourse, getCourse, listCourses, listThreads } from './courses.ts';
import {
  discardDeadLetter,
  getDeadLetter,
  listDeadLetters,
  replayDeadLetter,
  replayDeadLetters,
} from './dead-letters.ts';
import { editLecture, listEdits, renameCourse, renameLecture } from './edits.ts';
import { type EventPace, followLecture } from './events.ts';
import { getExport, listExports } from './exports.ts';
import type { Handlers } from './handler.ts';
import { forEverybody, type HealthCheck } from './health.ts';
import {
  deleteAccount,
  deleteCourse,
  getCourseRetention,
  getRetention,
  setCourseRetention,
  setRetention,
} from './keeping.ts';
import {
  cancelLecture,
  createLecture,
  deleteLecture,
  getLecture,
  getTimeline,
  listLectures,
  regenerateLecture,
  retryLecture,
} from './lectures.ts';
import { createMediaLink, getMedia } from './media.ts';
import { openApiDocument } from './openapi.ts';
import * as passkeys from './passkeys.ts';
import { listPresets } from './presets.ts';
import { exportAccount, getPrivacy } from './privacy.ts';
import { getRecording } from './recordings.ts';
import { search } from './search.ts';
import * as shares from './shares.ts';
import * as signIn from './sign-in.ts';
import {
  addReviews,
  getCourseReview,
  getHome,
  getStatistics,
  getStudyPlan,
  listDue,
  listReviews,
} from './study.ts';
import { getTranscript } from './transcripts.ts';
import { createUpload, deleteUpload, finaliseUpload, getUpload, listMoments, putPiece } from './uploads.ts';

/** Which function answers which endpoint. */
export function createHandlers(services: Services, health: HealthCheck, pace: EventPace): Handlers {
  const document = openApiDocument();
  return {
    listPresets,
    listCourses,
    createCourse,
    getCourse,
    listThreads,
    listLectures,
    createLecture,
    getLecture,
    deleteLecture,
    getTimeline,
    followLecture: (call) => followLecture(call, pace),
    retryLecture,
    cancelLecture,
    regenerateLecture,
    listMadePresets,
    getRecording,
    getTranscript,
    listArtifacts,
    listExports,
    getExport,
    getCourseArchive,
    getCourseSheet,
    getCourseCalendar,
    ...shares,
    deleteCourse,
    getCourseRetention,
    setCourseRetention,
    getRetention,
    setRetention,
    deleteAccount,
    editLecture,
    listEdits,
    renameLecture,
    renameCourse,
    search,
    addReviews,
    listReviews,
    listDue,
    getStatistics,
    getStudyPlan,
    getCourseReview,
    getHome,
    listDeadLetters,
    getDeadLetter,
    replayDeadLetter,
    replayDeadLetters,
    discardDeadLetter,
    live: async () => forEverybody(health.live()),
    ready: async ({ operator }) => (operator ? health.ready() : forEverybody(await health.ready())),
    startup: async () => forEverybody(await health.startup()),
    getOperations: async () => tellOperations(services, (await health.dependencies()).parts),
    metrics: () => services.metrics.render(),
    getEnvironment: () => describeEnvironment(services),
    openapi: async () => document,
    getSession: signIn.getSession,
    signIn: signIn.signIn,
    signOut: signIn.signOut,
    signInApp: signIn.signInApp,
    refreshApp: signIn.refreshApp,
    exchangeAppCode: signIn.exchangeAppCode,
    ...signIn.createSingleSignOnHandlers(services),
    signUp: signIn.signUp,
    confirmEmail: signIn.confirmEmail,
    acceptInvitation: signIn.acceptInvitation,
    requestReset: signIn.requestReset,
    resetPassword: signIn.resetPassword,
    ...passkeys,
    listDevices,
    signOutDevice,
    changePassword,
    listAccounts,
    inviteAccount,
    changeAccount,
    createMediaLink,
    getPrivacy,
    exportAccount,
    getMedia,
    createUpload,
    getUpload,
    putPiece,
    finaliseUpload,
    deleteUpload,
    listMoments,
  };
}
