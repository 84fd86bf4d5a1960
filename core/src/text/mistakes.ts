/** «Students often think that …»: a view that is told without being called wrong in the same sentence. */
const HELD =
  /\b(?:people|students|many|most|some|everybody|everyone|beginners|textbooks|books)\b(?: \w+){0,4}? (?:think|believe|assume|say|write|imagine|expect|claim)s?\b/i;
const CALLED_WRONG =
  /\b(?:mistake\w*|wrong\w*|myths?|misconceptions?|misunderst\w+|confus\w+|false\w*|incorrect\w*|not true|fallacy|in fact|actually|but)\b/i;

export function isOpenMistake(text: string): boolean {
  return HELD.test(text) && !CALLED_WRONG.test(text);
}

/** Short enough to be shown with what it corrects. */
const MOST_WORDS = 9;
const DENIES =
  /^(?:but |and |well,? |no,? |actually,? )?(?:it|that|this|they|he|she|we|you)(?:(?:['’]s| is| are|['’]re| was| were) (?:not|wrong|false|untrue|unfair|incorrect|nonsense|a (?:mistake|myth|misconception)|n[o']t (?:true|so|right))|(?: is| are| was| were| do| does| did| has| have| can| will)(?:n['’]t| not))\b/i;

/** «It's not.», «They don't.», «That is wrong.» after a view that somebody holds. */
export function isCorrection(text: string): boolean {
  return text.split(/\s+/).length <= MOST_WORDS && DENIES.test(text);
}

/** «Extinction means that the animal has forgotten», out of «students think that …»: what is held, from its «that» on. */
export function heldView(text: string): string | undefined {
  const held = text.match(HELD);
  if (!held) return undefined;
  const after = text.slice((held.index ?? 0) + held[0].length).match(/^ that ([^.?!]+)[.?!]/);
  const view = after?.[1];
  return view && view.split(/\s+/).length >= 4 ? view : undefined;
}
