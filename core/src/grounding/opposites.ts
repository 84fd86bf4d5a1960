import { stem } from '../text/stem.ts';

/** Opposites, one family a line: words of the one pole, then those of the other. The first is more and less. */
const OPPOSITES = `
increase rise grow raise climb expand more higher larger greater bigger most highest largest greatest high large big : decrease fall drop decline shrink reduce diminish lower less fewer smaller least lowest smallest low small little
fast faster quick quicker speed accelerate rapid rapidly fastest : slow slower slowest slowly
always : never
before earlier : after later afterwards
inside inward inner internal : outside outward outer external
begin start : end stop finish
gain win : lose loss
strong stronger strengthen : weak weaker weaken
attract : avoid repel
allow let permit enable : prevent block stop forbid
release emit : absorb store
active : passive
maximum maximise maximize : minimum minimise minimize
simple simpler : complex complicated
stiff rigid : flexible soft fluid
alive : dead
day : night
uphill : downhill
upward : downward
hot hotter warm warmer heat : cold colder cool cooler
long longer : short shorter
thick thicker : thin thinner
positive : negative
same identical equal : different
true : false
easy easier easily : hard harder difficult
rich richer : poor poorer
cheap cheaper : expensive
import : export
first : last
old older oldest : new newer newest
deep deeper : shallow shallower
steep steeper : flat flatter
common : rare
save : spend
build : break
split : join
`;

type Poles = readonly [readonly string[], readonly string[]];
interface Place {
  family: number;
  pole: 0 | 1;
}

const FAMILIES: readonly Poles[] = OPPOSITES.trim()
  .split('\n')
  .map((line) => {
    const [one = '', other = ''] = line.split(' : ');
    return [one.split(' ').map(stem), other.split(' ').map(stem)];
  });

const PLACES = new Map<string, Place[]>();
for (const [family, poles] of FAMILIES.entries()) {
  for (const pole of [0, 1] as const) {
    for (const member of poles[pole]) PLACES.set(member, [...(PLACES.get(member) ?? []), { family, pole }]);
  }
}

/** The families that a stem belongs to, and which of their poles it stands for. */
export function polesOf(member: string): readonly Place[] {
  return PLACES.get(member) ?? [];
}

/** The stems of both poles. Family 0 is more and less. */
export function familyOf(family: number): Poles {
  return FAMILIES[family] ?? [[], []];
}

/** «Raise» and «increase»: other words for the same direction. */
export function isSamePole(one: string, other: string): boolean {
  return polesOf(one).some(({ family, pole }) =>
    polesOf(other).some((place) => place.family === family && place.pole === pole),
  );
}
