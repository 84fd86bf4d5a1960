import { BatteryState, getBatteryLevelAsync, getBatteryStateAsync, isAvailableAsync } from 'expo-battery';
import { Directory, File, Paths } from 'expo-file-system';
import type { HeldRecording, HeldSegments, PageLocks } from './held-define.ts';

/** What is written down of a recording. */
interface Facts extends HeldRecording {
  /** Files in order, by their place in the documents of the app: the path to those is another after an update. */
  segments: string[];
}

const FACTS = '.json';
const NEXT = '.next';

/** In files of the app: the sound as the system wrote it, and beside it what is known of each recording. */
export function openHeldRecordings(): HeldSegments {
  const folder = () => {
    const found = new Directory(Paths.document, 'recordings');
    if (!found.exists) found.create({ intermediates: true });
    return found;
  };
  const file = (id: string, ending: string) => new File(folder(), `${id}${ending}`);

  /** A kill between the two steps leaves the new facts under the other name. */
  const write = (facts: Facts) => {
    const next = file(facts.id, NEXT);
    if (!next.exists) next.create();
    next.write(JSON.stringify(facts));
    next.moveSync(file(facts.id, FACTS), { overwrite: true });
  };
  const load = (id: string): Facts | undefined => {
    for (const ending of [FACTS, NEXT]) {
      const found = file(id, ending);
      if (!found.exists) continue;
      try {
        return JSON.parse(found.textSync()) as Facts;
      } catch {
        // Cut off while it was written: the other one is whole.
      }
    }
    return undefined;
  };
  const known = (id: string): Facts => {
    const facts = load(id);
    if (!facts) throw new Error('The recording is not on this device.');
    return facts;
  };
  const segmentsOf = (id: string): File[] =>
    known(id).segments.map((place) => new File(Paths.document, place));

  return {
    begin: async (recording) => write({ ...recording, segments: [] }),
    adopt: async (id, uri) => {
      const facts = known(id);
      write({ ...facts, segments: [...facts.segments, placeOf(uri)] });
    },
    change: async (id, change) => {
      const facts = load(id);
      if (facts) write({ ...facts, ...change });
    },
    list: async () => {
      const ids = new Set(
        folder()
          .list()
          .map(({ name }) => name.replace(/\.(json|next)$/, '')),
      );
      return [...ids].flatMap((id) => withoutSegments(load(id)) ?? []);
    },
    find: async (id) => withoutSegments(load(id)),
    bytes: async (id) => segmentsOf(id).reduce((sum, segment) => sum + sizeOf(segment), 0),
    read: async (id, start, end) => {
      const whole = new Uint8Array(end - start);
      let place = 0;
      let filled = 0;
      for (const segment of segmentsOf(id)) {
        const size = sizeOf(segment);
        const from = Math.max(0, start - place);
        const to = Math.min(size, end - place);
        if (from < to) {
          const part = readPart(segment, from, to - from);
          whole.set(part, place + from - start);
          filled += part.length;
        }
        place += size;
      }
      if (filled !== whole.length) throw new Error('The recording on this device has a hole.');
      return whole;
    },
    remove: async (id) => {
      for (const segment of load(id) ? segmentsOf(id) : []) if (segment.exists) segment.delete();
      for (const ending of [FACTS, NEXT]) {
        const found = file(id, ending);
        if (found.exists) found.delete();
      }
    },
  };
}

function withoutSegments(facts: Facts | undefined): HeldRecording | undefined {
  if (!facts) return undefined;
  const { segments: _segments, ...recording } = facts;
  return recording;
}

function sizeOf(segment: File): number {
  return segment.exists ? segment.size : 0;
}

function readPart(segment: File, offset: number, length: number): Uint8Array {
  const handle = segment.open();
  try {
    handle.offset = offset;
    return handle.readBytes(length);
  } finally {
    handle.close();
  }
}

/** `Audio/name.aac` of a file in the documents of the app. */
function placeOf(uri: string): string {
  const parts = decodeURI(uri).split('/');
  const documents = decodeURI(Paths.document.uri).split('/').filter(Boolean).at(-1);
  const place = parts.slice(parts.lastIndexOf(documents ?? '') + 1).join('/');
  if (!documents || !parts.includes(documents)) throw new Error(`${uri} is no document of the app.`);
  return place;
}

const heldLocks = new Map<string, number>();

/** An app has one page; a lock lasts as long as the work, and ends with the app as that of a page does. */
export const pageLocks: PageLocks = {
  ifFree: async (name, work) => {
    if (heldLocks.has(name)) return undefined;
    const unlock = holdLock(name);
    try {
      return await work();
    } finally {
      unlock();
    }
  },
  isHeld: async (name) => heldLocks.has(name),
};

export function holdLock(name: string): () => void {
  heldLocks.set(name, (heldLocks.get(name) ?? 0) + 1);
  return () => {
    const left = (heldLocks.get(name) ?? 1) - 1;
    if (left > 0) heldLocks.set(name, left);
    else heldLocks.delete(name);
  };
}

/** Bytes that still fit on this device. */
export async function freeBytes(): Promise<number | undefined> {
  return Paths.availableDiskSpace;
}

/** Share of the battery, 0 to 1, while it is not charging; undefined where the device does not say. */
export async function batteryLeft(): Promise<number | undefined> {
  if (!(await isAvailableAsync())) return undefined;
  const [state, level] = await Promise.all([getBatteryStateAsync(), getBatteryLevelAsync()]);
  const charging = state === BatteryState.CHARGING || state === BatteryState.FULL;
  return charging || level < 0 ? undefined : level;
}

/** Files of an app stay without being asked to. */
export async function keepForGood(): Promise<void> {}
