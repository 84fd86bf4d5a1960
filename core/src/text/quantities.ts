import type { Word } from './words.ts';

/** A number as it is spoken or written, with its unit where that is a measure. */
export interface Quantity {
  value: number;
  /** One spelling for each measure, such as `percent` or `minute`; undefined for a count of things. */
  unit: string | undefined;
  /** A bare «one», which is as often a pronoun as a number. */
  weak: boolean;
  /** First and last word that it is made of, as places in the given words. */
  first: number;
  last: number;
}

const list = (text: string) => text.split(' ');
const SMALL = new Map(
  list(
    'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen ' +
      'seventeen eighteen nineteen',
  ).map((word, value) => [word, value]),
);
const TENS = new Map(
  list('twenty thirty forty fifty sixty seventy eighty ninety').map((word, at) => [word, (at + 2) * 10]),
);
const SCALES = new Map([
  ['hundred', 100],
  ['thousand', 1e3],
  ['million', 1e6],
  ['billion', 1e9],
  ['trillion', 1e12],
]);
const ORDINALS = new Map(
  list(
    'third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth ' +
      'sixteenth seventeenth eighteenth nineteenth twentieth',
  ).map((word, at) => [word, at + 3]),
);
const FRACTIONS = new Map([
  ['half', 1 / 2],
  ['halves', 1 / 2],
  ['third', 1 / 3],
  ['thirds', 1 / 3],
  ['quarter', 1 / 4],
  ['quarters', 1 / 4],
  ['fifth', 1 / 5],
  ['fifths', 1 / 5],
  ['tenth', 1 / 10],
  ['tenths', 1 / 10],
]);
const LONE = new Map([
  ['dozen', 12],
  ['twice', 2],
  ['thrice', 3],
]);

/** Stem of a measure → its one spelling. */
const UNITS = new Map<string, string>(
  (
    '%:percent percent:percent $:dollar dollar:dollar buck:dollar €:euro euro:euro £:pound pound:pound ' +
    'second:second minut:minute hour:hour dai:day week:week month:month year:year decad:decade centuri:century ' +
    'nanometr:nanometre nanomet:nanometre micromet:micrometre micron:micrometre millimet:millimetre ' +
    'millimetr:millimetre centimet:centimetre centimetr:centimetre metr:metre meter:metre kilomet:kilometre ' +
    'kilometr:kilometre mile:mile inch:inch gram:gram kilogram:kilogram kilo:kilogram milligram:milligram ' +
    'ton:ton tonn:ton litr:litre liter:litre millilit:millilitre degre:degree kelvin:kelvin joul:joule ' +
    'kilojoul:kilojoule calori:calorie watt:watt volt:volt hertz:hertz mole:mole'
  )
    .split(' ')
    .map((pair) => pair.split(':') as [string, string]),
);

/** All quantities of a run of words, in order. */
export function quantitiesOf(words: readonly Word[]): Quantity[] {
  const found: Quantity[] = [];
  for (let at = 0; at < words.length; ) {
    const read = readQuantity(words, at);
    if (!read) {
      at++;
      continue;
    }
    found.push(read);
    at = read.last + 1;
  }
  return found;
}

function readQuantity(words: readonly Word[], first: number): Quantity | undefined {
  const number = readDigits(words, first) ?? readSpoken(words, first);
  if (!number) return undefined;
  let { value, last } = number;
  const fraction = FRACTIONS.get(words[last + 1]?.norm ?? '');
  if (fraction !== undefined && value >= 1 && value < 10 && words[last + 1]?.norm !== 'half') {
    value *= fraction;
    last++;
  }
  let unit = words[first - 1]?.norm;
  unit = unit === '$' || unit === '€' || unit === '£' ? UNITS.get(unit) : undefined;
  if (unit === undefined && words[last + 1]?.norm === 'per' && words[last + 2]?.norm === 'cent') {
    unit = 'percent';
    last += 2;
  } else if (unit === undefined) {
    // «Millions of kilograms».
    const gap = words[last + 1]?.norm === 'of' && UNITS.has(words[last + 2]?.stem ?? '') ? 2 : 1;
    unit = UNITS.get(words[last + gap]?.stem ?? '');
    if (unit !== undefined) last += gap;
  }
  const weak = value === 1 && unit === undefined && words[first]?.norm === 'one' && last === first;
  return { value, unit, weak, first, last };
}

function readDigits(words: readonly Word[], first: number): { value: number; last: number } | undefined {
  const norm = words[first]?.norm ?? '';
  if (!/^-?\d/.test(norm)) return undefined;
  // A comma parts thousands when three digits follow it; otherwise it is a decimal comma.
  let value = Number(norm.replace(/,(?=\d{3}(?:\D|$))/g, '').replace(',', '.'));
  if (Number.isNaN(value)) return undefined;
  const before = words[first - 1]?.norm;
  if ((before === 'minus' || before === 'negative') && value > 0) value = -value;
  let last = first;
  for (let scale = scaleAt(words, last + 1); scale; scale = scaleAt(words, last + 1)) {
    value *= scale;
    last++;
  }
  return { value, last };
}

function scaleAt(words: readonly Word[], at: number): number | undefined {
  return SCALES.get((words[at]?.norm ?? '').replace(/s$/, ''));
}

function readSpoken(words: readonly Word[], first: number): { value: number; last: number } | undefined {
  const lone = readLone(words, first);
  if (lone !== undefined) return { value: lone, last: first };
  let total = 0;
  // «A hundred and twenty» starts at its scale.
  let current: number | undefined = scaleAt(words, first) && words[first - 1]?.norm === 'a' ? 1 : undefined;
  let last = first - 1;
  for (let at = first; at < words.length; at++) {
    const norm = words[at]?.norm ?? '';
    const small = SMALL.get(norm) ?? TENS.get(norm);
    const scale = SCALES.get(norm);
    if (small !== undefined) {
      if (current === undefined) current = small;
      else if (current >= 100 && small < 100) current += small;
      else if (current >= 20 && current < 100 && current % 10 === 0 && small < 10 && small > 0)
        current += small;
      // Years: nineteen thirty-three, twenty fifteen.
      else if (current >= 10 && current < 100 && small >= 10) current = current * 100 + small;
      else break;
    } else if (scale !== undefined && current !== undefined) {
      if (scale === 100) current *= 100;
      else {
        total += current * scale;
        current = 0;
      }
    } else if (norm === 'and' && last >= first && scaleAt(words, last) && isSmall(words[at + 1]?.norm)) {
      continue;
    } else break;
    last = at;
  }
  if (current === undefined) return undefined;
  return decimal(words, total + current, last);
}

function isSmall(norm: string | undefined): boolean {
  return norm !== undefined && (SMALL.has(norm) || TENS.has(norm));
}

/** «Two point five». */
function decimal(words: readonly Word[], value: number, last: number): { value: number; last: number } {
  const digit = SMALL.get(words[last + 2]?.norm ?? '');
  if (words[last + 1]?.norm !== 'point' || digit === undefined || digit > 9) return { value, last };
  return { value: value + digit / 10, last: last + 2 };
}

function readLone(words: readonly Word[], at: number): number | undefined {
  const norm = words[at]?.norm ?? '';
  const before = words[at - 1]?.norm;
  const fraction = FRACTIONS.get(norm);
  if (fraction !== undefined && (norm === 'half' || before === 'a')) return fraction;
  return LONE.get(norm) ?? ORDINALS.get(norm);
}
