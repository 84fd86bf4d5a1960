/**
 * The keys under which objects are kept. Made of ids and names of ours only, so that no file name of a user
 * ever becomes a path.
 */
const KEY = /^[a-z0-9][a-z0-9-]*(\/[a-z0-9][a-z0-9.-]*)*$/;

export function isObjectKey(key: string): boolean {
  return KEY.test(key) && !key.includes('..') && key.length <= 400;
}

/** Everything of one lecture stands under this prefix, so that deleting it forgets nothing. */
export function lecturePrefix(lectureId: string): string {
  return `lectures/${lectureId}/`;
}

/** Everything that arrived of one upload. */
export function uploadPrefix(uploadId: string): string {
  return `uploads/${uploadId}/`;
}

/** `tryId` keeps two who send the same piece at once from writing the same object. */
export function pieceKey(uploadId: string, start: number, tryId: string): string {
  return `${uploadPrefix(uploadId)}${start}-${tryId}`;
}

export function recordingKey(lectureId: string): string {
  return `${lecturePrefix(lectureId)}recording`;
}

/** `tryId` keeps two tries at one stage from writing the same object. */
export function soundKey(lectureId: string, tryId: string): string {
  return `${lecturePrefix(lectureId)}sound/${tryId}.pcm`;
}

export function exportKey(lectureId: string, tryId: string, exporter: string): string {
  return `${lecturePrefix(lectureId)}exports/${tryId}/${exporter}`;
}

/** What a key says of its object: what it is, and the lecture that it belongs to. */
export function describeKey(key: string): { kind: string; lectureId?: string } {
  const [place = '', lectureId, part] = key.split('/');
  if (place !== 'lectures' || lectureId === undefined || part === undefined)
    return { kind: KINDS[place] ?? place };
  return { kind: KINDS[part] ?? part, lectureId };
}

const KINDS: Record<string, string> = { exports: 'export', uploads: 'upload' };
