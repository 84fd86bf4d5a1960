/**
 * Spoken English numbers as digits, so that "forty-two" and "42" are the same answer. Covers cardinals and
 * ordinals up to billions ("one hundred and five", "fifteenth") and years as they are said ("fourteen
 * fifty-five", "nineteen oh four", "eighteen hundred").
 */

const SMALL =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const SCALES: [string, number][] = [
  ['billion', 1e9],
  ['million', 1e6],
  ['thousand', 1e3],
];
const IRREGULAR_ORDINALS: Record<string, string> = {
  first: 'one',
  second: 'two',
  third: 'three',
  fifth: 'five',
  eighth: 'eight',
  ninth: 'nine',
  twelfth: 'twelve',
};

/** A number that was read: its value and the place after its last word. */
interface Read {
  value: number;
  next: number;
  ordinal: boolean;
}

/**
 * Takes words in lower case without punctuation and hyphens; gives them back with every spoken number as
 * digits. Ordinals keep their ending: "fifteenth" becomes "15th".
 */
export function digitsForNumberWords(words: readonly string[]): string[] {
  const out: string[] = [];
  for (let at = 0; at < words.length; ) {
    const number = readYear(words, at) ?? readCardinal(words, at);
    out.push(number ? digits(number) : (words[at] ?? ''));
    at = number?.next ?? at + 1;
  }
  return out;
}

/** "fourteen fifty five", "nineteen oh four". */
function readYear(words: readonly string[], at: number): Read | undefined {
  const century = readBelowHundred(words, at);
  if (!century || century.ordinal || century.value < 10) return undefined;
  const oh = words[century.next] === 'oh';
  const years = readBelowHundred(words, century.next + (oh ? 1 : 0));
  if (!years || oh !== (years.value > 0 && years.value < 10)) return undefined;
  // "twenty five" is one number, not the year 2005.
  return { ...years, value: century.value * 100 + years.value };
}

function readCardinal(words: readonly string[], at: number): Read | undefined {
  let whole: Read | undefined;
  let smallest = Number.POSITIVE_INFINITY;
  for (;;) {
    const place = whole === undefined ? at : afterAnd(words, whole.next);
    const group = readBelowThousand(words, place);
    if (!group || group.value >= smallest) return whole;
    const scale = group.ordinal ? undefined : readScale(words, group.next);
    if (whole && (scale?.value ?? 1) >= smallest) return whole;
    whole = {
      value: (whole?.value ?? 0) + group.value * (scale?.value ?? 1),
      next: scale?.next ?? group.next,
      ordinal: scale?.ordinal ?? group.ordinal,
    };
    if (!scale || scale.ordinal) return whole;
    smallest = scale.value;
  }
}

function readScale(words: readonly string[], at: number): Read | undefined {
  for (const [name, value] of SCALES) {
    if (words[at] === name || words[at] === `${name}th`) {
      return { value, next: at + 1, ordinal: words[at] !== name };
    }
  }
  return undefined;
}

function readBelowThousand(words: readonly string[], at: number): Read | undefined {
  const head = readBelowHundred(words, at);
  if (!head || head.ordinal || head.value === 0) return head;
  const word = words[head.next];
  if (word !== 'hundred' && word !== 'hundredth') return head;
  const hundreds: Read = { value: head.value * 100, next: head.next + 1, ordinal: word === 'hundredth' };
  const rest = hundreds.ordinal ? undefined : readBelowHundred(words, afterAnd(words, hundreds.next));
  return rest && rest.value > 0 ? { ...rest, value: hundreds.value + rest.value } : hundreds;
}

function readBelowHundred(words: readonly string[], at: number): Read | undefined {
  const word = words[at];
  if (word === undefined) return undefined;
  const stem = ordinalStem(word);
  const small = SMALL.indexOf(stem ?? word);
  if (small >= 0) return { value: small, next: at + 1, ordinal: stem !== undefined };
  const tens = TENS.indexOf(stem ?? word);
  if (tens < 0) return undefined;
  const value = 20 + 10 * tens;
  const ones = stem === undefined ? readBelowHundred(words, at + 1) : undefined;
  if (ones && ones.value > 0 && ones.value < 10) return { ...ones, value: value + ones.value };
  return { value, next: at + 1, ordinal: stem !== undefined };
}

function ordinalStem(word: string): string | undefined {
  if (Object.hasOwn(IRREGULAR_ORDINALS, word)) return IRREGULAR_ORDINALS[word];
  if (word.endsWith('ieth')) return `${word.slice(0, -4)}y`;
  return word.endsWith('th') ? word.slice(0, -2) : undefined;
}

/** British English says "and" inside a number; elsewhere it stays what it is, because no number follows. */
function afterAnd(words: readonly string[], at: number): number {
  return words[at] === 'and' ? at + 1 : at;
}

function digits({ value, ordinal }: Read): string {
  if (!ordinal) return String(value);
  const teen = value % 100 >= 11 && value % 100 <= 13;
  const ending = teen ? 'th' : (['th', 'st', 'nd', 'rd'][value % 10] ?? 'th');
  return `${value}${ending}`;
}
