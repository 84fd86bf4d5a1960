import { type ExamQuestion, examQuestions } from '@pegasus/core/artifacts/exam-questions.ts';
import { itemId } from '@pegasus/core/artifacts/item-id.ts';
import type { Preset } from '@pegasus/core/presets/define.ts';
import { normalise } from '@pegasus/core/text/words.ts';
import { z } from 'zod';
import { citation, defineKind, type ItemContext, PROVEN, sourcesOf, tidy } from './item-kind.ts';

type Form = ExamQuestion['form'];

/** Each form gets its share of the questions, and one more, since some of them will not pass. */
function mostOf({ artifacts, examQuestions: { forms, most } }: Preset, form: Form): number {
  if (!artifacts.includes('exam-questions') || !forms.includes(form)) return 0;
  return Math.min(most, Math.ceil(most / forms.length) + 1);
}

const Mark = z.object({ point: z.string(), marks: z.number() });
type Scheme = z.infer<typeof Mark>[];

function marksWording({ examQuestions: { markScheme } }: Preset): string {
  return markScheme ? '`marks` of one to four points, each worth 1 to 5' : '`marks` left empty';
}

interface Explained {
  explanation: string;
  quote: string;
  segments: string[];
}

const explained = { explanation: z.string(), ...citation };
const EXPLAINED = `\`explanation\` of one sentence close to the words of the lecture, ${PROVEN}`;

/** What every question has; a string says why it cannot be used. */
function baseOf(reply: Explained, form: Form, prompt: string, scheme: Scheme, context: ItemContext) {
  const sources = sourcesOf(reply, context);
  if (typeof sources === 'string') return sources;
  const explanation = tidy(reply.explanation);
  if (prompt === '' || explanation === '') return 'it needs its question and an explanation';
  const markScheme = scheme
    .map(({ point, marks: worth }) => ({
      point: tidy(point),
      marks: Math.min(5, Math.max(1, Math.round(worth))),
    }))
    .filter(({ point }) => point !== '');
  const base = { id: itemId(form, prompt), sources, prompt, explanation };
  return context.preset.examQuestions.markScheme ? { ...base, markScheme } : base;
}

const items = (question: ExamQuestion) => examQuestions.items({ questions: [question] });

export const multipleChoice = defineKind({
  most: (preset) => mostOf(preset, 'multiple-choice'),
  schema: () =>
    z.object({ question: z.string(), answer: z.string(), distractors: z.array(z.string()), ...explained }),
  wording: (preset, share): string =>
    `\`multipleChoice\`: at most ${share(multipleChoice.most(preset))}, with \`question\`, the one right ` +
    '`answer`, and three `distractors` of the same kind and length that are plausible and wrong by the ' +
    `lecture; ${EXPLAINED}.`,
  build(reply, context): ExamQuestion | string {
    const prompt = tidy(reply.question);
    const answer = tidy(reply.answer);
    const distractors = reply.distractors.map(tidy).slice(0, MOST_DISTRACTORS);
    const known = new Set([answer, ...distractors].map(normalise));
    if (distractors.length < 2 || known.size <= distractors.length || known.has('')) {
      return 'it needs an answer and three distractors, all different';
    }
    const base = baseOf(reply, 'multiple-choice', prompt, [{ point: answer, marks: 1 }], context);
    if (typeof base === 'string') return base;
    // Models like to put the answer first; its place comes from the words, so it is always the same.
    const options = [answer, ...distractors].sort((one, other) =>
      itemId(prompt, one) < itemId(prompt, other) ? -1 : 1,
    );
    return { ...base, form: 'multiple-choice', options, correct: options.indexOf(answer) };
  },
  items,
});
const MOST_DISTRACTORS = 5;

export const trueFalse = defineKind({
  most: (preset) => mostOf(preset, 'true-false'),
  schema: () => z.object({ statement: z.string(), truth: z.boolean(), ...explained }),
  wording: (preset, share): string =>
    `\`trueFalse\`: at most ${share(trueFalse.most(preset))}, with a \`statement\` and its \`truth\` by the ` +
    `lecture, some of them false; ${EXPLAINED}.`,
  build(reply, context): ExamQuestion | string {
    const point = { point: tidy(reply.explanation), marks: 1 };
    const base = baseOf(reply, 'true-false', tidy(reply.statement), [point], context);
    return typeof base === 'string' ? base : { ...base, form: 'true-false', answer: reply.truth };
  },
  items,
});

export const shortAnswers = defineKind({
  most: (preset) => mostOf(preset, 'short-answer'),
  schema: () => z.object({ question: z.string(), answer: z.string(), marks: z.array(Mark), ...explained }),
  wording: (preset, share): string =>
    `\`shortAnswers\`: at most ${share(shortAnswers.most(preset))}, with \`question\` and \`answer\` of one ` +
    `or two sentences close to the words of the lecture; ${marksWording(preset)}; ${EXPLAINED}.`,
  build(reply, context): ExamQuestion | string {
    const answer = tidy(reply.answer);
    if (answer === '') return 'it needs an answer';
    const scheme = reply.marks.length > 0 ? reply.marks : [{ point: answer, marks: 1 }];
    const base = baseOf(reply, 'short-answer', tidy(reply.question), scheme, context);
    return typeof base === 'string' ? base : { ...base, form: 'short-answer', answer };
  },
  items,
});

export const essays = defineKind({
  most: (preset) => mostOf(preset, 'essay'),
  schema: () =>
    z.object({ question: z.string(), points: z.array(z.string()), marks: z.array(Mark), ...explained }),
  wording: (preset, share): string =>
    `\`essays\`: at most ${share(essays.most(preset))}, with \`question\` for an essay or a discussion, and ` +
    '`points` that a good answer makes, each close to the words of the lecture; ' +
    `${marksWording(preset)}; ${EXPLAINED}.`,
  build(reply, context): ExamQuestion | string {
    const points = reply.points.map(tidy).filter((point) => point !== '');
    if (points.length === 0) return 'it needs points that a good answer makes';
    const scheme = reply.marks.length > 0 ? reply.marks : points.map((point) => ({ point, marks: 1 }));
    const base = baseOf(reply, 'essay', tidy(reply.question), scheme, context);
    return typeof base === 'string' ? base : { ...base, form: 'essay', points };
  },
  items,
});
