/**
 * Signed 16-bit little endian sound as frames of `size` samples in -1 to 1, whatever the sizes of the pieces
 * that it comes in, even odd ones. The last frame may be shorter.
 */
export async function* soundFrames(
  sound: AsyncIterable<Uint8Array>,
  size: number,
): AsyncGenerator<Float32Array<ArrayBuffer>> {
  const bytes = new Uint8Array(size * 2);
  let filled = 0;
  for await (const piece of sound) {
    for (let offset = 0; offset < piece.length; ) {
      const taken = Math.min(bytes.length - filled, piece.length - offset);
      bytes.set(piece.subarray(offset, offset + taken), filled);
      filled += taken;
      offset += taken;
      if (filled < bytes.length) continue;
      yield toFloats(bytes);
      filled = 0;
    }
  }
  if (filled > 1) yield toFloats(bytes.subarray(0, filled - (filled % 2)));
}

function toFloats(bytes: Uint8Array): Float32Array<ArrayBuffer> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const floats = new Float32Array(bytes.length / 2);
  for (let index = 0; index < floats.length; index++) floats[index] = view.getInt16(index * 2, true) / 32_768;
  return floats;
}
