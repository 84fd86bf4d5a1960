/** Word error rate after the normalisation that is usual for English recognizers. */
import { digitsForNumberWords } from './number-words.ts';

const TITLES: Record<string, string> = {
  mr: 'mister',
  mrs: 'missus',
  dr: 'doctor',
  prof: 'professor',
};

export interface WordErrors {
  /** Words of the normalised reference. */
  words: number;
  substitutions: number;
  deletions: number;
  insertions: number;
  /** (substitutions + deletions + insertions) / words; above 1 is possible. 0 words: 0 if nothing was heard, else 1. */
  rate: number;
}

/**
 * The words that are compared: Unicode NFKC, lower case; bracketed remarks gone; hyphens and dashes separate
 * words; other punctuation gone, apostrophes inside words kept without being told apart; abbreviated titles
 * written out; "%" and "&" spoken; spoken numbers as digits; commas inside digits gone. Spelling variants
 * (counselled, counseled) stay different, which counts against the recognizer.
 */
export function normalizedWords(text: string): string[] {
  const words = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\[[^\]]*\]|\([^)]*\)/g, ' ')
    .replace(/[’‘`]/g, "'")
    .replace(/(\d),(?=\d{3})/g, '$1')
    .replace(/%/g, ' percent ')
    .replace(/&/g, ' and ')
    .replace(/(\d)\.(?=\d)/g, '$1 point ')
    .replace(/[^\p{L}\p{N}']+/gu, ' ')
    .split(' ')
    .map((word) => word.replace(/^'+|'+$/g, ''))
    .filter(Boolean)
    .map((word) => TITLES[word] ?? word);
  return digitsForNumberWords(words);
}

/**
 * Fewest edits that turn the reference into the hypothesis. A compound written apart is the same words
 * ("wood cutters", "woodcutters"): two neighbours that spell one word of the other side match it for free.
 */
export function wordErrorRate(reference: string, hypothesis: string): WordErrors {
  return countErrors(normalizedWords(reference), normalizedWords(hypothesis));
}

/** Errors of several recordings as one figure, weighted by their words. */
export function sumErrors(all: readonly WordErrors[]): WordErrors {
  const sum = { words: 0, substitutions: 0, deletions: 0, insertions: 0 };
  for (const one of all) {
    for (const key of ['words', 'substitutions', 'deletions', 'insertions'] as const) sum[key] += one[key];
  }
  return withRate(sum);
}

type Counts = Omit<WordErrors, 'rate'>;

function countErrors(reference: readonly string[], hypothesis: readonly string[]): WordErrors {
  const nothing: Counts = { words: reference.length, substitutions: 0, deletions: 0, insertions: 0 };
  // rows[r][h]: the best way to turn the first r words of the reference into the first h of the hypothesis.
  const rows: Counts[][] = [];
  for (let r = 0; r <= reference.length; r++) {
    const row: Counts[] = [];
    rows.push(row);
    for (let h = 0; h <= hypothesis.length; h++) {
      const ways: Counts[] = r === 0 && h === 0 ? [nothing] : [];
      const from = (back: number, along: number, add?: keyof Counts) => {
        const counts = rows[r - back]?.[h - along];
        if (counts) ways.push(add ? { ...counts, [add]: counts[add] + 1 } : counts);
      };
      const [spoken, heard] = [reference[r - 1], hypothesis[h - 1]];
      from(1, 1, spoken === heard ? undefined : 'substitutions');
      from(1, 0, 'deletions');
      from(0, 1, 'insertions');
      if (r >= 2 && `${reference[r - 2]}${spoken}` === heard) from(2, 1);
      if (h >= 2 && `${hypothesis[h - 2]}${heard}` === spoken) from(1, 2);
      row.push(ways.reduce((best, way) => (edits(way) < edits(best) ? way : best)));
    }
  }
  return withRate(rows[reference.length]?.[hypothesis.length] ?? nothing);
}

function edits(counts: Counts): number {
  return counts.substitutions + counts.deletions + counts.insertions;
}

function withRate(counts: Counts): WordErrors {
  const wrong = edits(counts);
  return { ...counts, rate: counts.words === 0 ? Math.min(wrong, 1) : wrong / counts.words };
}
