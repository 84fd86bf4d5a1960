import { type ByteSource, latin1 } from './byte-source.ts';

/** What the boxes of an ISO base media file (ISO/IEC 14496-12) say, as far as they could be seen. */
export interface Mp4Facts {
  /** `absent`: the whole file has been looked at, and there is no `moov`, so nothing in it can be found. */
  index: 'found' | 'absent' | 'unseen';
  hasVideo: boolean;
  hasClearAudio: boolean;
  hasProtected: boolean;
}

interface Box {
  type: string;
  start: number;
  end: number;
}

/** Sample entries of copy protection: common encryption, FairPlay, Open Mobile Alliance and Audible. */
const PROTECTED_ENTRIES = new Set(['enca', 'encv', 'enct', 'drms', 'drmi', 'p608', 'aavd', 'odrm']);
/** A hostile file may hold millions of boxes; a real one has at most a few for each second before its index. */
const MOST_BOXES = 100_000;

export function readMp4(source: ByteSource): Mp4Facts {
  const facts: Mp4Facts = { index: 'unseen', hasVideo: false, hasClearAudio: false, hasProtected: false };
  let position = 0;
  for (const box of boxesIn(source, 0, source.size)) {
    position = box.end;
    if (box.type !== 'moov') continue;
    facts.index = 'found';
    for (const track of boxesIn(source, box.start, box.end))
      if (track.type === 'trak') readTrack(source, track, facts);
    return facts;
  }
  if (position >= source.size) facts.index = 'absent';
  return facts;
}

function readTrack(source: ByteSource, track: Box, facts: Mp4Facts): void {
  const media = find(source, track, 'mdia');
  if (!media) return;
  const handlerBox = find(source, media, 'hdlr');
  const handler = handlerBox ? latin1(source.read(handlerBox.start + 8, 4)) : '';
  if (handler === 'vide') facts.hasVideo = true;
  const information = find(source, media, 'minf');
  const table = information && find(source, information, 'stbl');
  const descriptions = table && find(source, table, 'stsd');
  if (!descriptions) return;
  for (const entry of boxesIn(source, descriptions.start + 8, descriptions.end)) {
    if (PROTECTED_ENTRIES.has(entry.type)) facts.hasProtected = true;
    else if (handler === 'soun') facts.hasClearAudio = true;
  }
}

function find(source: ByteSource, parent: Box, type: string): Box | undefined {
  for (const box of boxesIn(source, parent.start, parent.end)) if (box.type === type) return box;
  return undefined;
}

function* boxesIn(source: ByteSource, from: number, to: number): Generator<Box> {
  let at = from;
  for (let count = 0; count < MOST_BOXES && at + 8 <= to; count++) {
    const header = source.read(at, 16);
    if (header.length < 8) return;
    const view = new DataView(header.buffer, header.byteOffset, header.length);
    const short = view.getUint32(0);
    const wide = short === 1;
    if (wide && header.length < 16) return;
    // A size of zero means: to the end of the file.
    const size = wide ? Number(view.getBigUint64(8)) : short === 0 ? to - at : short;
    if (size < (wide ? 16 : 8)) return;
    const end = at + size;
    yield { type: latin1(header.subarray(4, 8)), start: at + (wide ? 16 : 8), end };
    at = end;
  }
}
