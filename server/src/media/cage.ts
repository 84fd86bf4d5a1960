import type { DecodeLimits } from './define.ts';

export interface Command {
  program: string;
  args: readonly string[];
  /** MiB of address space that the program sets aside before it does anything; allowed on top of the limit. */
  reserveMegabytes?: number;
}

/**
 * No core files, no writing of files, bounded private memory and CPU seconds, and an environment that
 * holds no secrets. A limit that the machine already sets lower stays as it is.
 */
const SCRIPT =
  'ulimit -c 0; ulimit -f 0; ulimit -d "$1"; ulimit -t "$2"; shift 2; exec /usr/bin/env -i PATH="$PATH" "$@"';

/**
 * `before` is what takes the network away, see `isolation`.
 * Puts a decoder behind the limits of its operating system, which hold even when this server is gone.
 * Linux enforces all of them. macOS does not enforce the one on memory, and Windows has none of them: there
 * only the deadline of this process and the decoder's own options hold.
 */
export function cage(
  command: Command,
  limits: DecodeLimits,
  platform: NodeJS.Platform = process.platform,
  before: readonly string[] = [],
): Command {
  if (platform === 'win32') return command;
  const kibibytes = String(Math.ceil((limits.maxMemoryMegabytes + (command.reserveMegabytes ?? 0)) * 1024));
  const cpuSeconds = String(Math.ceil(limits.maxWallSeconds) + 1);
  return {
    program: '/bin/sh',
    args: ['-c', SCRIPT, 'cage', kibibytes, cpuSeconds, ...before, command.program, ...command.args],
  };
}
