/** 1 January 1980, the first day that the format knows (APPNOTE 4.4.6). */
const FIRST_DAY = 0x0021;

/**
 * A ZIP archive in which every file has the same fixed date, so that the same content gives the same bytes: the
 * library that packs documents writes the time of packing and takes no other.
 */
export function fixArchiveDates(archive: Buffer): Buffer {
  const bytes = Buffer.from(archive);
  const end = bytes.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left--) {
    const local = bytes.readUInt32LE(at + 42);
    for (const place of [at + 12, local + 10]) {
      bytes.writeUInt16LE(0, place);
      bytes.writeUInt16LE(FIRST_DAY, place + 2);
    }
    at += 46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return bytes;
}
