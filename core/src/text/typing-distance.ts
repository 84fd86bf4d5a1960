/**
 * How many slips of typing lie between two words: a letter too many, missing, wrong, or two swapped
 * (optimal string alignment; Damerau 1964). Gives up above `most` and says `most + 1`.
 */
export function typingDistance(one: string, other: string, most: number): number {
  const [left, right] = [[...one], [...other]];
  if (Math.abs(left.length - right.length) > most) return most + 1;
  let before: number[] = [];
  let row = right.map((_, at) => at + 1);
  row.unshift(0);
  for (const [at, letter] of left.entries()) {
    const next = [at + 1];
    for (const [place, other] of right.entries()) {
      const same = letter === other ? 0 : 1;
      let least = Math.min((row[place] ?? 0) + same, (row[place + 1] ?? 0) + 1, (next[place] ?? 0) + 1);
      if (at > 0 && place > 0 && letter === right[place - 1] && left[at - 1] === other) {
        least = Math.min(least, (before[place - 1] ?? 0) + 1);
      }
      next.push(least);
    }
    if (Math.min(...next) > most) return most + 1;
    before = row;
    row = next;
  }
  return Math.min(row.at(-1) ?? 0, most + 1);
}
