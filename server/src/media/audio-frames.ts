import type { ByteSource } from './byte-source.ts';

/** kbit/s for bit rate indexes 1 to 14 (ISO/IEC 11172-3, 13818-3). */
const LAYER_2 = [32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384];
const LAYER_3 = [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
const LOW_RATES = [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
const SAMPLE_RATES = [44_100, 48_000, 32_000] as const;

/** Bytes of the MPEG audio frame of layer 2 or 3 whose header this is; 0 when it is none. */
function mpegFrameLength(header: Uint8Array): number {
  const [sync = 0, second = 0, third = 0] = header;
  if (sync !== 0xff || (second & 0xe0) !== 0xe0) return 0;
  const version = (second >> 3) & 3;
  const layer = 4 - ((second >> 1) & 3);
  // Layer 1 is not in use, and its header is how text in UTF-16 begins.
  if (version === 1 || (layer !== 2 && layer !== 3)) return 0;
  const bitRates = version !== 3 ? LOW_RATES : layer === 2 ? LAYER_2 : LAYER_3;
  const bitRate = bitRates[(third >> 4) - 1];
  const sampleRate = SAMPLE_RATES[(third >> 2) & 3];
  if (sampleRate === undefined || bitRate === undefined) return 0;
  const hertz = sampleRate / (version === 3 ? 1 : version === 2 ? 2 : 4);
  const samples = layer === 3 && version !== 3 ? 72_000 : 144_000;
  return Math.floor((samples * bitRate) / hertz) + ((third >> 1) & 1);
}

/** Bytes of the ADTS frame (ISO/IEC 13818-7) whose header this is; 0 when it is none. */
function adtsFrameLength(header: Uint8Array): number {
  const [sync = 0, second = 0, third = 0, fourth = 0, fifth = 0, sixth = 0] = header;
  if (sync !== 0xff || (second & 0xf6) !== 0xf0 || ((third >> 2) & 15) > 12) return 0;
  const length = ((fourth & 3) << 11) | (fifth << 3) | (sixth >> 5);
  return length > 7 ? length : 0;
}

/** Which raw stream begins at an offset. Two frames in a row must agree, because two bytes alone prove little. */
export function rawStreamAt(source: ByteSource, offset: number): 'mp3' | 'aac' | undefined {
  if (followsItself(source, offset, adtsFrameLength)) return 'aac';
  if (followsItself(source, offset, mpegFrameLength)) return 'mp3';
  return undefined;
}

function followsItself(
  source: ByteSource,
  offset: number,
  frameLength: (header: Uint8Array) => number,
): boolean {
  const length = frameLength(source.read(offset, 7));
  if (length === 0 || offset + length > source.size) return false;
  const next = source.read(offset + length, 7);
  // The file ends here, or it has not been seen any further.
  return next.length < 4 || frameLength(next) > 0;
}

/** Where the sound begins behind ID3v2 tags (id3.org, version 2.4) and the zero bytes that some writers leave. */
export function skipTags(source: ByteSource): number {
  let offset = 0;
  for (;;) {
    const header = source.read(offset, 10);
    if (header.length < 10 || header[0] !== 0x49 || header[1] !== 0x44 || header[2] !== 0x33) break;
    const [, , , , , flags = 0, a = 0, b = 0, c = 0, d = 0] = header;
    offset +=
      10 + (((a & 127) << 21) | ((b & 127) << 14) | ((c & 127) << 7) | (d & 127)) + (flags & 16 ? 10 : 0);
  }
  if (offset === 0) return 0;
  const behind = source.read(offset, 4096);
  const sound = behind.findIndex((byte) => byte !== 0);
  return offset + Math.max(0, sound);
}
