import { type ChosenFile, createClient } from '@pegasus/core/client.ts';
import type { Lecture } from '@pegasus/core/lecture.ts';
import { countingFetch, type OnSent } from '../platform/counting-fetch.ts';
import { serverAddress } from '../platform/server-address';

export interface HandInRequest {
  file: ChosenFile;
  courseId: string;
  preset: string;
  title?: string | undefined;
}

/** Sends one file. The only place that knows how a file reaches the server. Throws a Problem, or the signal's reason. */
export function handIn(
  { file, courseId, preset, title }: HandInRequest,
  { signal, onSent }: { signal: AbortSignal; onSent: OnSent },
): Promise<Lecture> {
  const client = createClient({ baseUrl: serverAddress(), fetch: countingFetch(onSent) });
  return client.createLecture({ form: { courseId, preset, ...(title ? { title } : {}) }, file, signal });
}
