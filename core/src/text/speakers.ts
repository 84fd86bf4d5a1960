import type { JoinedText } from './sentences.ts';

/** Where a label such as «PROFESSOR:» stands in the joined text, and whom it names. */
export interface SpeakerLabel {
  start: number;
  end: number;
  speaker: string;
}

const CAPITALS = /(?<=^|\s)(?:>>+\s*)?([A-Z][A-Z.'’-]*(?:\s(?:[A-Z][A-Z.'’-]*|\d+)){0,3}):\s/g;
const CHEVRONS = />>+\s*(?:([A-Z][\w.'’-]*(?:\s[A-Z\d][\w.'’-]*){0,3}):\s)?/g;
const NAMES =
  /^((?:Speaker|Student|Professor|Lecturer|Instructor|Audience|Interviewer|Moderator|Host|[A-Z][a-z]+)(?:\s(?:[A-Z][a-z]+|\d+)){0,2}):\s/;

/** A name in capitals, chevrons, or a capitalised name that begins segments again and again. */
export function speakerLabels(joined: JoinedText): SpeakerLabel[] {
  const { text } = joined;
  const starts = new Set(joined.offsets);
  const found = new Map<number, SpeakerLabel>();
  const add = (start: number, length: number, speaker: string) => {
    if (!found.has(start)) found.set(start, { start, end: start + length, speaker: speaker.trim() });
  };
  const capitals = [...text.matchAll(CAPITALS)];
  const counts = countBy(capitals.map((match) => match[1] ?? ''));
  for (const match of capitals) {
    const name = match[1] ?? '';
    const afterStop = /[.?!\]-]\s*$/.test(text.slice(Math.max(0, match.index - 3), match.index));
    const known = (counts.get(name) ?? 0) > 1 || starts.has(match.index) || afterStop;
    if (known && name.replace(/[^A-Z]/g, '').length > 1) add(match.index, match[0].length, name);
  }
  if (text.includes('>>')) {
    for (const match of text.matchAll(CHEVRONS))
      add(match.index, match[0].length, match[1] ?? 'another speaker');
  }
  const names = joined.offsets.flatMap((start) => {
    const match = text.slice(start, start + 60).match(NAMES);
    return match?.[1] ? [{ start, length: match[0].length, name: match[1] }] : [];
  });
  const recurring = countBy(names.map(({ name }) => name));
  for (const { start, length, name } of names) {
    if ((recurring.get(name) ?? 0) >= 3) add(start, length, name);
  }
  return [...found.values()].sort((a, b) => a.start - b.start);
}

function countBy(values: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}
