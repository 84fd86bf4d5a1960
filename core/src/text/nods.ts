/** «…, right?», «…, okay.»: asks for a nod and says nothing. */
const NOD =
  /,? (?:right|okay|ok|correct|you see|you know|as (?:many|most|some) of you (?:may |might |probably )?know)[.?]?$/i;

/** «Which answer is right?» asks; the comma tells. */
const ASKED_NOD = /, (?:right|okay|ok|correct|you see|you know)\?$/i;

/** A text without the nod that a lecturer asks for at its end. */
export function withoutNod(text: string): string {
  return text.replace(NOD, '');
}

/** Whether a sentence asks for something else than a nod. */
export function isQuestion(text: string): boolean {
  return text.endsWith('?') && !ASKED_NOD.test(text);
}
