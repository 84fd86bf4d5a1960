import type { PresetScores, Score } from './measure.ts';
import type { Figure } from './scorers/define.ts';

const NAME_WIDTH = 44;
const LEAST_COLUMN = 12;
const MOST_CASES = 3;
const MOST_CASE_CHARACTERS = 160;

/** One preset as a table: a row for each figure, a column for each lecture. */
export function presetTable({ preset, scores, failures }: PresetScores): string {
  const lectures = [...new Set(scores.flatMap(({ lecture }) => lecture ?? []))];
  const widths = lectures.map((name) => Math.max(LEAST_COLUMN, name.length + 2));
  const lines = ['', `━━ ${preset} ${'━'.repeat(Math.max(2, NAME_WIDTH - preset.length))}`];
  lines.push(' '.repeat(NAME_WIDTH) + lectures.map((name, at) => name.padStart(widths[at] ?? 0)).join(''));
  for (const [title, group] of Map.groupBy(scores, (score) => score.title)) {
    lines.push(title);
    for (const name of new Set(group.flatMap(({ figures }) => figures.map((figure) => figure.name)))) {
      lines.push(row(name, group, lectures, widths));
    }
  }
  for (const { lecture, code, reason } of failures)
    lines.push(`No material of ${lecture}: ${code}: ${reason}`);
  return lines.join('\n');
}

/** The cases behind figures that fall short, a few of each. */
export function casesOf({ scores }: PresetScores): string {
  return scores
    .flatMap(({ title, lecture, figures }) =>
      figures
        .filter((figure) => fallsShort(figure) && figure.cases?.length)
        .flatMap(({ name, cases = [] }) => [
          `  ${title} · ${name}${lecture ? ` · ${lecture}` : ''}`,
          ...cases.slice(0, MOST_CASES).map((text) => `      ${shorten(text)}`),
          ...(cases.length > MOST_CASES ? [`      and ${cases.length - MOST_CASES} more`] : []),
        ]),
    )
    .join('\n');
}

export function fallsShort({ value, least, most }: Figure): boolean {
  return (least !== undefined && value < least) || (most !== undefined && value > most);
}

function row(
  name: string,
  group: readonly Score[],
  lectures: readonly string[],
  widths: readonly number[],
): string {
  const label = `  ${name}`.padEnd(NAME_WIDTH);
  const figureIn = (score: Score | undefined) => score?.figures.find((figure) => figure.name === name);
  const whole = group.find(({ lecture }) => lecture === undefined);
  if (whole) return `${label}${show(figureIn(whole)).padStart(LEAST_COLUMN)}`;
  const cells = lectures.map((lecture, at) =>
    show(figureIn(group.find((score) => score.lecture === lecture))).padStart(widths[at] ?? 0),
  );
  return label + cells.join('');
}

/** `!` marks what falls short of what was promised. */
function show(figure: Figure | undefined): string {
  if (!figure) return '–';
  const { value, as, of } = figure;
  const mark = fallsShort(figure) ? '!' : '';
  if (as === 'percent') return `${mark}${of ? `${of} ` : ''}${Math.round(100 * value)} %`;
  return mark + (as === 'count' ? String(value) : value.toFixed(value < 10 ? 2 : 1));
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > MOST_CASE_CHARACTERS ? `${line.slice(0, MOST_CASE_CHARACTERS - 1)}…` : line;
}
