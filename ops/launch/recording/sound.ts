import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The sample lecture as the sound of a microphone. */
export async function makeMicrophone(recording: string, wav: string): Promise<void> {
  await run('ffmpeg', ['-v', 'error', '-y', '-i', recording, '-ac', '1', '-ar', '48000', wav]).catch(missing);
}

/** Seconds of sound that really decode from a file. */
export async function decodedSeconds(file: string): Promise<number> {
  const options = { encoding: 'buffer' as const, maxBuffer: 2 ** 31 - 1 };
  const args = ['-v', 'error', '-i', file, '-ac', '1', '-ar', '8000', '-f', 's16le', 'pipe:1'];
  const { stdout } = await run('ffmpeg', args, options).catch(missing);
  return stdout.length / 16_000;
}

function missing(error: Error & { code?: unknown }): never {
  if (error.code === 'ENOENT') throw new Error('ffmpeg is missing: apt-get install ffmpeg');
  throw error;
}
