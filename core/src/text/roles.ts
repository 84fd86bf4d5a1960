import type { Role } from '../presets/define.ts';
import { isFiniteVerb, leadLength } from './clause.ts';
import { isQuestion } from './nods.ts';
import type { TaggedSentence } from './tagged-sentence.ts';

/** What a pattern cannot see and its caller knows. */
export interface RoleHints {
  defines: boolean;
  givesCause: boolean;
  /** Whether the sentence speaks of a term of the lecture. */
  holdsTerm: boolean;
  /** The lecture has several named speakers who say a good part of it. */
  speakers: boolean;
}

/**
 * Cue phrases by which a lecturer says what a sentence does, after Edmundson's cue method (1969) and the
 * cue words of discourse studies. They are matched against the sentence in lower case.
 */
const CUES: readonly (readonly [Role, RegExp])[] = [
  [
    'key-point',
    /\b(?:(?:the|one|a) (?:key|main|important|crucial|central|essential|critical) (?:point|thing|idea|lesson|insight|fact|message|concept|principle|result)|(?:it is|it's|is) (?:very |really |critically |absolutely )?(?:important|critical|crucial|essential) (?:to|that)|(?:remember|keep in mind|bear in mind) that|the (?:lesson|bottom line|moral|upshot|takeaway) is|most important(?:ly)?|(?:the )?fundamental (?:idea|principle|concept|question|problem|conundrum)|in general)\b/,
  ],
  [
    'recap',
    /\b(?:to sum up|to summari[sz]e|in summary|to wrap up|to recap|let us recap|in conclusion|to conclude|all in all|in short)\b/,
  ],
  [
    'cause',
    /\b(?:leads? to|causes? (?!of\b)|results? in|brings? about|gives? rise to|is (?:caused|driven|determined) by|are (?:caused|driven|determined) by|due to|as a result of|therefore|consequently)\b/,
  ],
  [
    'contrast',
    /\b(?:whereas|unlike|in contrast|by contrast|on the other hand|rather than|differs? from|different from|the difference between|distinguish\w* |as opposed to|compared (?:to|with)|(?:is|are) not the same as|more \w+ than|less \w+ than)\b/,
  ],
  [
    'example',
    /(?:^(?:for example|for instance|as an example)\b|\b(?:such as|(?:is|are) (?:an )?examples? of|(?:a|an|one|another|the best|the classic) (?:\w+ )?example (?:of|is))\b)/,
  ],
  [
    'analogy',
    /\b(?:(?:is|are|works?|acts?|behaves?|looks?) (?:just |a (?:bit|little) |very much |kind of |sort of |almost )?like (?:a|an|the|having|taking|trying|when)\b|think of (?:\w+ ){1,4}as|analog(?:y|ous)|as if|metaphor|akin to|imagine (?:a|an|that|you))\b/,
  ],
  [
    'evidence',
    /\b(?:(?:stud(?:y|ies)|experiments?|data|evidence|surveys?|trials?|researchers?|findings|results|statistics|observations?|measurements?) (?:\w+ ){0,3}(?:show\w*|found|find|suggest\w*|indicate\w*|reveal\w*|demonstrate\w*|confirm\w*|report\w*|estimate\w*)|(?:they|we|researchers|scientists|economists|psychologists) (?:have )?(?:found|showed|measured|observed|estimated) |\d+(?:\.\d+)?(?: ?%| percent| per cent) of |in one (?:\w+ ){0,3}(?:study|experiment)|\b(?:found|showed|demonstrated|discovered|calculated|measured|observed) that\b|\baccording to \w+'s\b)/,
  ],
  [
    'misconception',
    /\b(?:(?:common|typical|classic|frequent|big) (?:mistake|error|misconception|misunderstanding|fallacy|confusion)|misconceptions?|misunderst\w+|myths?|(?:many|most|some|lots of) (?:people|students|of you)(?: often| may| might| tend to)? (?:think|believe|assume|confuse|say)|(?:people|students) (?:often |sometimes |mistakenly |wrongly )(?:think|believe|assume|confuse)|confus(?:e|es|ed|ing) \w+ (?:\w+ )?(?:with|and)|(?:is|are) not the same as|(?:does not|doesn't|do not|don't) mean that|contrary to|fall into the trap|be careful not to)\b/,
  ],
  [
    'dependency',
    /\b(?:depends? (?:\w+ )?(?:up)?on|relies on|rely on|requires?|in order to|(?:is|are) (?:a function of|necessary|required|needed|based on|built on|determined by)|determines?|you (?:first )?need (?:a|an|the|to)|without (?:a|an|the) \w+,)\b/,
  ],
  [
    'kind-of',
    /\b(?:(?:is|are) (?:\w+ )?(?:a|an|one) (?:special |particular |certain )?(?:kind|type|form|sort|class|subset|case) of|(?:two|three|four|five|several|many|various|main|basic|both) (?:\w+ )?(?:kinds|types|forms|classes|varieties) of|(?:there are|has|have) (?:two|three|four|five|several|many|different) (?:main |different |basic )?(?:kinds|types|forms|classes|parts|stages|components)|consists? of|(?:is|are) divided into|is made up of)\b/,
  ],
  [
    'open-question',
    /\b(?:open (?:question|problem|issue)|(?:we|nobody|no one|scientists|researchers) (?:do not|don't|does not|doesn't|still don't|really don't) (?:yet |really |fully )?know|(?:is|are|remains?) (?:still |largely )?(?:unknown|unclear|unresolved|unsolved|debated|controversial)|not (?:yet )?(?:well |fully )?understood|remains to be)\b/,
  ],
  [
    'position',
    /\b(?:(?:argue[sd]?|believe[sd]?|claim(?:s|ed)|maintain(?:s|ed)|insist(?:s|ed)?|propose[sd]|contend(?:s|ed)?|holds?|advocate[sd]?) that|according to|in (?:his|her|their) view|from the (?:point of view|perspective) of|(?:supporters|opponents|critics|proponents|advocates) (?:of|say|argue|claim))\b/,
  ],
  [
    'critique',
    /\b(?:(?:the|a|one|another|big|main) (?:problem|trouble|difficulty) with|(?:the|a|one|another|big|main) (?:weakness|limitation|drawback|flaw|shortcoming|objection|downside|disadvantage) (?:with|of|to|is|here)|critici[sz]\w*|critiques?|fails? to|ignores?|overlooks?|is (?:flawed|misleading|mistaken|inadequate)|what(?:'s| is) wrong with|objections?|drawbacks?|shortcomings?)\b/,
  ],
  [
    'claim',
    /\b(?:(?:the )?(?:claim|argument|thesis|conclusion|implication|idea|point) is that|(?:this|which|that) (?:means|implies|suggests|shows) that|(?:we|you) (?:can )?(?:conclude|see|know|say) that|turns? out (?:that|to)|in fact|the truth is)\b/,
  ],
];
const STEP =
  /^(?:first|second|third|next|then|finally|lastly|step (?:one|two|three|four|\d+)|the (?:first|second|third|next|last|final) (?:step|thing (?:to do|you do)|stage) is|after that|to begin with)\b,?/;
const PROCEDURE =
  /\b(?:you|we) (?:\w+ )?(?:take|compute|calculate|multiply|divide|add|subtract|choose|pick|start|begin|apply|use|write|measure|compare|solve|repeat|check|plug|draw|collect|train|run|test|ask|close|return|plan|practi[sc]e)\b/;

/** What a sentence does, in the order of the cues above after definition; empty where nothing is told. */
export function rolesOf(sentence: TaggedSentence, hints: RoleHints): Role[] {
  const text = sentence.text.slice(leadLength(sentence.text)).toLowerCase().replaceAll('’', "'");
  const whole = sentence.text.toLowerCase().replaceAll('’', "'");
  const question = isQuestion(sentence.text);
  const roles = new Set<Role>();
  if (question) {
    roles.add('question');
    if (opensDebate(text)) roles.add('open-question');
    return [...roles];
  }
  if (hints.defines) roles.add('definition');
  if (hints.givesCause) roles.add('cause');
  for (const [role, cue] of CUES) if (cue.test(whole)) roles.add(role);
  if (
    STEP.test(whole) &&
    (PROCEDURE.test(whole) || /^(?:step|the (?:first|second|third|next|last|final))/.test(whole))
  )
    roles.add('step');
  if (hints.speakers && hints.holdsTerm && sentence.speaker) roles.add('position');
  if (hints.holdsTerm && isGeneral(sentence)) roles.add('claim');
  // What is said of an example is no point by itself.
  if (/^for (?:example|instance)\b/.test(text) && !hints.defines)
    for (const role of ['claim', 'key-point', 'kind-of', 'dependency'] as const) roles.delete(role);
  return [...roles];
}

/** A question that asks for a judgement and not for a fact. */
function opensDebate(text: string): boolean {
  return /^(?:why|should|is it (?:right|fair|true|possible|really)|could|would|how (?:can|could|should|would|do we|does)|what (?:if|would|should|could))\b/.test(
    text,
  );
}

const PAST_AUXILIARIES = /^(?:was|were|had|did|would|'d|’d)$/;
const PAST_VERBS =
  /^(?:went|came|said|took|gave|got|made|saw|told|knew|found|began|became|led|rose|fell|thought|wrote|ran|kept|held|left|brought|bought|sold|spent|built|sent|grew|drew|won|lost|met|paid)$/;

/** A statement about how things are, not about what happened once: present tense, no «would». */
export function isGeneral(sentence: TaggedSentence): boolean {
  const { tokens } = sentence;
  if (tokens.some(({ pos, lower }) => pos === 'AUX' && PAST_AUXILIARIES.test(lower))) return false;
  if (tokens.some(({ pos, lower }) => pos === 'VERB' && PAST_VERBS.test(lower))) return false;
  return tokens.some((token, index) => {
    if (!isFiniteVerb(tokens, index)) return false;
    return token.pos === 'AUX' || !(token.lower.endsWith('ed') && token.lemma !== token.lower);
  });
}
