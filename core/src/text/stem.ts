/**
 * Porter's stemmer (M. F. Porter, «An algorithm for suffix stripping», Program 14(3), 1980), with a short
 * list of irregular forms before it, so that «rose» meets «rises», «mitochondria» «mitochondrion», and «seven» «7».
 */
const IRREGULAR = new Map(
  (
    'rose:rise risen:rise fell:fall fallen:fall grew:grow grown:grow held:hold kept:keep gave:give given:give ' +
    'made:make took:take taken:take lost:lose came:come brought:bring thought:think bought:buy sold:sell ' +
    'paid:pay led:lead ran:run went:go gone:go became:become built:build broke:break broken:break chose:choose ' +
    'chosen:choose drew:draw drawn:draw wrote:write written:write spoke:speak spoken:speak shown:show knew:know ' +
    'known:know felt:feel sent:send spent:spend meant:mean began:begin begun:begin won:win told:tell said:say ' +
    'saw:see seen:see stood:stand understood:understand taught:teach caught:catch fought:fight ate:eat ' +
    'eaten:eat drove:drive driven:drive froze:freeze frozen:freeze shrank:shrink shrunk:shrink split:split ' +
    'men:man women:woman children:child mice:mouse feet:foot teeth:tooth lives:life leaves:leaf wolves:wolf ' +
    'mitochondria:mitochondrion bacteria:bacterium nuclei:nucleus criteria:criterion phenomena:phenomenon ' +
    'hypotheses:hypothesis analyses:analysis theses:thesis axes:axis data:datum media:medium spectra:spectrum ' +
    'stimuli:stimulus fungi:fungus formulae:formula vertebrae:vertebra indices:index matrices:matrix ' +
    'two:2 three:3 four:4 five:5 six:6 seven:7 eight:8 nine:9 ten:10 eleven:11 twelve:12 thirteen:13 fourteen:14 ' +
    'fifteen:15 sixteen:16 seventeen:17 eighteen:18 nineteen:19 twenty:20 thirty:30 forty:40 fifty:50 sixty:60 ' +
    'seventy:70 eighty:80 ninety:90'
  )
    .split(' ')
    .map((pair) => pair.split(':') as [string, string]),
);

const remembered = new Map<string, string>();
const MOST_REMEMBERED = 50_000;

/** The stem of one lower-case word. A possessive ending is taken off first. */
export function stem(word: string): string {
  const known = remembered.get(word);
  if (known !== undefined) return known;
  const bare = word.replace(/'s?$/, '');
  const stemmed = porter(IRREGULAR.get(bare) ?? bare);
  if (remembered.size >= MOST_REMEMBERED) remembered.clear();
  remembered.set(word, stemmed);
  return stemmed;
}

function isConsonant(word: string, at: number): boolean {
  const letter = word[at];
  if (letter === 'y') return at === 0 || !isConsonant(word, at - 1);
  return letter !== 'a' && letter !== 'e' && letter !== 'i' && letter !== 'o' && letter !== 'u';
}

/** How many times a vowel run is followed by a consonant run: Porter's m. */
function measure(word: string): number {
  let runs = 0;
  let afterVowel = false;
  for (let at = 0; at < word.length; at++) {
    const consonant = isConsonant(word, at);
    if (consonant && afterVowel) runs++;
    afterVowel = !consonant;
  }
  return runs;
}

function hasVowel(word: string): boolean {
  for (let at = 0; at < word.length; at++) if (!isConsonant(word, at)) return true;
  return false;
}

function endsDouble(word: string): boolean {
  const last = word.length - 1;
  return last > 0 && word[last] === word[last - 1] && isConsonant(word, last);
}

function endsShort(word: string): boolean {
  const last = word.length - 1;
  return (
    last > 1 &&
    isConsonant(word, last) &&
    !isConsonant(word, last - 1) &&
    isConsonant(word, last - 2) &&
    !/[wxy]$/.test(word)
  );
}

const pairs = (text: string): [string, string][] =>
  text.split(' ').map((pair) => pair.split(':') as [string, string]);
const STEP_2 = pairs(
  'ational:ate tional:tion enci:ence anci:ance izer:ize abli:able alli:al entli:ent eli:e ousli:ous ization:ize ' +
    'ation:ate ator:ate alism:al iveness:ive fulness:ful ousness:ous aliti:al iviti:ive biliti:ble',
);
const STEP_3 = pairs('icate:ic ative: alize:al iciti:ic ical:ic ful: ness:');
const STEP_4 = pairs(
  'ement: ance: ence: able: ible: ment: ant: ent: ism: ate: iti: ous: ive: ize: ion: al: er: ic: ou:',
);

/** Replaces the first ending that fits, if what stands before it is long enough. */
function replaceEnding(word: string, endings: [string, string][], least: number): string {
  for (const [ending, instead] of endings) {
    if (!word.endsWith(ending)) continue;
    const before = word.slice(0, -ending.length);
    if (ending === 'ion' && !/[st]$/.test(before)) return word;
    return measure(before) >= least ? before + instead : word;
  }
  return word;
}

function porter(given: string): string {
  if (given.length < 3 || !/^[a-z]+$/.test(given)) return given;
  let word = given;
  if (word.endsWith('sses') || word.endsWith('ies')) word = word.slice(0, -2);
  else if (word.endsWith('s') && !word.endsWith('ss')) word = word.slice(0, -1);
  word = withoutPast(word);
  if (word.endsWith('y') && hasVowel(word.slice(0, -1))) word = `${word.slice(0, -1)}i`;
  word = replaceEnding(word, STEP_2, 1);
  word = replaceEnding(word, STEP_3, 1);
  word = replaceEnding(word, STEP_4, 2);
  if (word.endsWith('e')) {
    const before = word.slice(0, -1);
    const runs = measure(before);
    if (runs > 1 || (runs === 1 && !endsShort(before))) word = before;
  }
  return measure(word) > 1 && word.endsWith('ll') ? word.slice(0, -1) : word;
}

/** Porter's step 1b: -eed, -ed and -ing. */
function withoutPast(word: string): string {
  if (word.endsWith('eed')) return measure(word.slice(0, -3)) > 0 ? word.slice(0, -1) : word;
  const before = word.endsWith('ed')
    ? word.slice(0, -2)
    : word.endsWith('ing')
      ? word.slice(0, -3)
      : undefined;
  if (before === undefined || !hasVowel(before)) return word;
  if (/(?:at|bl|iz)$/.test(before)) return `${before}e`;
  if (endsDouble(before) && !/[lsz]$/.test(before)) return before.slice(0, -1);
  return measure(before) === 1 && endsShort(before) ? `${before}e` : before;
}
