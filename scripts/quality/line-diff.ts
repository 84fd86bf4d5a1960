/** Unchanged lines that are shown around a change. */
const CONTEXT = 1;

interface Edit {
  mark: ' ' | '-' | '+';
  text: string;
}

/**
 * What differs between two texts, line by line (longest common subsequence), with a line of what stands
 * around each change; empty when nothing does. At most `most` lines are shown, and how many more there are.
 */
export function lineDiff(before: string, after: string, most = 40): string[] {
  const edits = editsOf(before.split('\n'), after.split('\n'));
  const near = edits.map((_, at) =>
    edits.slice(Math.max(0, at - CONTEXT), at + CONTEXT + 1).some(({ mark }) => mark !== ' '),
  );
  const lines: string[] = [];
  let line = 1;
  for (const [at, { mark, text }] of edits.entries()) {
    if (near[at]) {
      if (!near[at - 1]) lines.push(`@@ line ${line}`);
      lines.push(`${mark} ${text}`);
    }
    if (mark !== '-') line++;
  }
  if (lines.length <= most) return lines;
  return [...lines.slice(0, most), `… and ${lines.length - most} lines more`];
}

/** Lines that are new and lines that are gone. */
export function countChanges(before: string, after: string): { added: number; removed: number } {
  const edits = editsOf(before.split('\n'), after.split('\n'));
  const count = (wanted: Edit['mark']) => edits.filter(({ mark }) => mark === wanted).length;
  return { added: count('+'), removed: count('-') };
}

function editsOf(before: readonly string[], after: readonly string[]): Edit[] {
  // What both begin and end with needs no table.
  let head = 0;
  while (head < before.length && head < after.length && before[head] === after[head]) head++;
  let tail = 0;
  while (
    tail < before.length - head &&
    tail < after.length - head &&
    before[before.length - 1 - tail] === after[after.length - 1 - tail]
  ) {
    tail++;
  }
  const same = (text: string): Edit => ({ mark: ' ', text });
  return [
    ...before.slice(0, head).map(same),
    ...editsBetween(before.slice(head, before.length - tail), after.slice(head, after.length - tail)),
    ...before.slice(before.length - tail).map(same),
  ];
}

function editsBetween(before: readonly string[], after: readonly string[]): Edit[] {
  const width = after.length + 1;
  /** Length of the longest common subsequence from each pair of places on. */
  const common = new Uint32Array((before.length + 1) * width);
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      common[i * width + j] =
        before[i] === after[j]
          ? (common[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(common[(i + 1) * width + j] ?? 0, common[i * width + j + 1] ?? 0);
    }
  }
  const edits: Edit[] = [];
  let i = 0;
  let j = 0;
  while (i < before.length || j < after.length) {
    if (i < before.length && j < after.length && before[i] === after[j]) {
      edits.push({ mark: ' ', text: before[i] ?? '' });
      i++;
      j++;
    } else if (
      j === after.length ||
      (i < before.length && (common[(i + 1) * width + j] ?? 0) >= (common[i * width + j + 1] ?? 0))
    ) {
      edits.push({ mark: '-', text: before[i++] ?? '' });
    } else {
      edits.push({ mark: '+', text: after[j++] ?? '' });
    }
  }
  return edits;
}
