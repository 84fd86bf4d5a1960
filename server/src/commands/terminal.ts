import { styleText } from 'node:util';

/** Where a command writes: results to one stream, what happens on the way to the other. */
export interface Terminal {
  /** Results for people; with `--json` they stand aside, on standard error, for those for machines. */
  print(text: string): void;
  /** What happens on the way, for people only; silent with `--json`. */
  say(text: string): void;
  /** Shows a bar that replaces itself; on a stream that is no terminal, nothing. */
  bar(label: string, done: number, total: number, unit: string): void;
  /** Takes the bar away. */
  clear(): void;
  bold(text: string): string;
  dim(text: string): string;
}

const BAR_WIDTH = 28;

export function createTerminal(options: { json: boolean }): Terminal {
  const { stdout, stderr } = process;
  const live = Boolean(stderr.isTTY) && !options.json;
  const styled = (style: 'bold' | 'dim') => (text: string) => styleText(style, text, { stream: stdout });
  let shown = false;
  const clear = () => {
    if (shown) stderr.write('\r\u001b[2K');
    shown = false;
  };
  return {
    print: (text) => {
      clear();
      (options.json ? stderr : stdout).write(`${text}\n`);
    },
    say: (text) => {
      clear();
      if (!options.json) stderr.write(`${text}\n`);
    },
    bar: (label, done, total, unit) => {
      if (!live) return;
      const share = total > 0 ? Math.min(1, done / total) : 0;
      const full = Math.round(share * BAR_WIDTH);
      const counts =
        total > 0 ? `${Math.round(done)} of ${Math.round(total)} ${unit}` : `${Math.round(done)} ${unit}`;
      const line = `  ${label.padEnd(11)}${'█'.repeat(full)}${'░'.repeat(BAR_WIDTH - full)} ${counts}`;
      stderr.write(`\r\u001b[2K${line.slice(0, Math.max(20, (stderr.columns ?? 80) - 1))}`);
      shown = true;
    },
    clear,
    bold: styled('bold'),
    dim: styled('dim'),
  };
}
