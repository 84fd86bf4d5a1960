import type { z } from 'zod';
import { accountEndpoints } from './endpoints/accounts.ts';
import { courseEndpoints } from './endpoints/courses.ts';
import { deadLetterEndpoints } from './endpoints/dead-letters.ts';
import { editEndpoints } from './endpoints/edits.ts';
import { exportEndpoints } from './endpoints/exports.ts';
import { keepingEndpoints } from './endpoints/keeping.ts';
import { lectureEndpoints } from './endpoints/lectures.ts';
import { materialEndpoints } from './endpoints/materials.ts';
import { operationEndpoints } from './endpoints/operations.ts';
import { passkeyEndpoints } from './endpoints/passkeys.ts';
import { privacyEndpoints } from './endpoints/privacy.ts';
import { searchEndpoints } from './endpoints/search.ts';
import { shareEndpoints } from './endpoints/shares.ts';
import { signInEndpoints } from './endpoints/sign-in.ts';
import { studyEndpoints } from './endpoints/study.ts';
import { uploadEndpoints } from './endpoints/uploads.ts';

/**
 * The one table of endpoints, a file a noun. Routes, the OpenAPI document and the typed client are made
 * from it. A path parameter is written `{name}`. Every failure answers `application/problem+json`.
 */
export const endpoints = {
  ...courseEndpoints,
  ...lectureEndpoints,
  ...materialEndpoints,
  ...exportEndpoints,
  ...shareEndpoints,
  ...keepingEndpoints,
  ...deadLetterEndpoints,
  ...operationEndpoints,
  ...signInEndpoints,
  ...passkeyEndpoints,
  ...privacyEndpoints,
  ...accountEndpoints,
  ...editEndpoints,
  ...searchEndpoints,
  ...studyEndpoints,
  ...uploadEndpoints,
};

/** Raised with a change that breaks a client of the API as it was; additions need no new version. */
export const API_VERSION = 1;

export type EndpointName = keyof typeof endpoints;
export const ENDPOINT_NAMES = Object.keys(endpoints) as EndpointName[];

/** What a request carries beside its address. */
export type RequestPart = 'params' | 'query' | 'body' | 'form';
type SchemaOf<Name extends EndpointName, Part extends RequestPart> =
  (typeof endpoints)[Name] extends Record<Part, infer Schema extends z.ZodType> ? Schema : undefined;

/** A part of a request as the caller gives it, defaults left out; `undefined` where there is none. */
export type Given<Name extends EndpointName, Part extends RequestPart> =
  SchemaOf<Name, Part> extends infer Schema extends z.ZodType ? z.input<Schema> : undefined;

/** A part of a request as the handler gets it. */
export type Parsed<Name extends EndpointName, Part extends RequestPart> =
  SchemaOf<Name, Part> extends infer Schema extends z.ZodType ? z.output<Schema> : undefined;

/** Whether the body of an endpoint is bytes as they are. */
export type TakesBytes<Name extends EndpointName> = (typeof endpoints)[Name] extends { content: 'bytes' }
  ? true
  : false;

/** What the table says that an endpoint answers: a schema, a kind of stream, or nothing. */
export type AnswerOf<Name extends EndpointName> = (typeof endpoints)[Name] extends {
  answer: infer Answer;
}
  ? Answer
  : undefined;
