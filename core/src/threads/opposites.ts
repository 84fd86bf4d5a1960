/** Pairs that a lecture sets against each other; never the same concept, whoever says that they are. Singular. */
const PAIRS = (
  'supply:demand increase:decrease rise:fall gain:loss profit:loss high:low higher:lower upper:lower positive:negative ' +
  'internal:external inner:outer interior:exterior active:passive input:output cause:effect macro:micro import:export ' +
  'oxidation:reduction cation:anion anode:cathode acid:base elastic:rigid producer:consumer buyer:seller supplier:demander ' +
  'lender:borrower short:long left:right absolute:relative dominant:recessive parallel:serial maximum:minimum ' +
  'surplus:shortage surplus:deficit asset:liability debit:credit direct:indirect convex:concave odd:even discrete:continuous ' +
  'local:global static:dynamic open:closed hot:cold true:false heterozygous:homozygous prokaryote:eukaryote ' +
  'prokaryotic:eukaryotic hydrophilic:hydrophobic endothermic:exothermic endocrine:exocrine explicit:implicit ' +
  'inductive:deductive induction:deduction objective:subjective qualitative:quantitative supervised:unsupervised ' +
  'encoder:decoder sender:receiver forward:backward analog:digital analogue:digital linear:nonlinear exogenous:endogenous ' +
  'precision:recall causation:correlation fixed:variable nominal:real private:public male:female first:second ' +
  'diastole:systole diastolic:systolic sympathetic:parasympathetic afferent:efferent anabolism:catabolism ' +
  'mitosis:meiosis inhibitor:activator excitatory:inhibitory theoretical:empirical inflation:deflation'
)
  .split(' ')
  .map((pair) => pair.split(':') as [string, string]);

const OPPOSED = new Set(PAIRS.flatMap(([one, other]) => [`${one} ${other}`, `${other} ${one}`]));
const DENYING = ['un', 'in', 'im', 'il', 'ir', 'non', 'dis', 'anti', 'a', 'an', 'de', 'mis', 'counter'];
const CONTRARY = [
  ['over', 'under'],
  ['hyper', 'hypo'],
  ['macro', 'micro'],
  ['endo', 'exo'],
  ['inter', 'intra'],
  ['pre', 'post'],
  ['homo', 'hetero'],
  ['mono', 'poly'],
  ['in', 'ex'],
  ['in', 'de'],
] as const;

/** «supply» and «demand», «elastic» and «inelastic», «overfitting» and «underfitting». */
function opposedWords(one: string, other: string): boolean {
  if (OPPOSED.has(`${one} ${other}`)) return true;
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  if (short.length > 3 && DENYING.some((prefix) => long === prefix + short)) return true;
  return CONTRARY.some(([first, second]) =>
    [
      [one, other],
      [other, one],
    ].some(
      ([a = '', b = '']) =>
        a.startsWith(first) &&
        b.startsWith(second) &&
        a.slice(first.length).length > 3 &&
        a.slice(first.length) === b.slice(second.length),
    ),
  );
}

/** Whether two keys differ in exactly one word, and by an opposite; or in one denying word more. */
export function areOpposites(one: string, other: string): boolean {
  const [a, b] = [one.split(' '), other.split(' ')];
  if (a.length === b.length) {
    const different = a.flatMap((word, index) =>
      word === b[index] ? [] : [[word, b[index] ?? ''] as const],
    );
    return different.length === 1 && different.every(([first, second]) => opposedWords(first, second));
  }
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return (
    long.length === short.length + 1 &&
    /^(?:non|no|not|anti|counter|lack)$/.test(long[0] ?? '') &&
    long.slice(1).join(' ') === short.join(' ')
  );
}
