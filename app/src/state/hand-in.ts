import type { ChosenFile, Client } from '@pegasus/core/client.ts';
import type { Lecture } from '@pegasus/core/lecture.ts';
import { sendUpload, sourceOfBlob } from '@pegasus/core/upload/uploader.ts';
import { newId } from './new-id.ts';

export interface HandInRequest {
  file: ChosenFile;
  courseId: string;
  preset: string;
  title?: string | undefined;
}

export interface HandInTools {
  client: Client;
  signal: AbortSignal;
  /** Bytes that the server keeps, and how many there are. */
  onSent(sent: number, total: number): void;
}

/** A file that is tried again goes on with the upload that it began. */
const begun = new WeakMap<HandInRequest, string>();

/**
 * Sends one file. The only place that knows how a file reaches the server. A lost connection is waited out.
 * Throws a Problem that does not pass, or the signal's reason; then what arrived is given up.
 */
export async function handIn(request: HandInRequest, tools: HandInTools): Promise<Lecture> {
  const { client, signal, onSent } = tools;
  const { file, courseId, preset, title } = request;
  const id = begun.get(request) ?? newId();
  begun.set(request, id);
  const { size, type } = file.content;
  const upload = {
    ...{ id, courseId, preset, fileName: file.name, source: 'file' as const, bytes: size },
    ...(title ? { title } : {}),
    ...(type ? { mediaType: type } : {}),
  };
  const onState = ({ kept }: { kept: number }) => onSent(kept, size);
  try {
    return await sendUpload(upload, sourceOfBlob(file.content), { client, onState }, signal);
  } catch (error) {
    // What stays behind when the server is not there, retention collects.
    if (signal.aborted) void client.deleteUpload({ params: { uploadId: id } }).catch(() => undefined);
    throw error;
  }
}
