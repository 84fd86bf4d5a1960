import { z } from 'zod';
import { momentOf } from '../transcript.ts';
import { type ArtifactType, type Item, itemFields } from './define.ts';

const questionFields = {
  ...itemFields,
  prompt: z.string().min(1),
  explanation: z.string().min(1),
  markScheme: z.array(z.object({ point: z.string().min(1), marks: z.int().positive() })).optional(),
};

export const ExamQuestion = z.discriminatedUnion('form', [
  z.object({
    ...questionFields,
    form: z.literal('multiple-choice'),
    options: z.array(z.string().min(1)).min(3).max(6),
    correct: z.int().nonnegative(),
  }),
  /** The prompt is the statement. */
  z.object({ ...questionFields, form: z.literal('true-false'), answer: z.boolean() }),
  z.object({ ...questionFields, form: z.literal('short-answer'), answer: z.string().min(1) }),
  /** Points that a good answer makes. */
  z.object({ ...questionFields, form: z.literal('essay'), points: z.array(z.string().min(1)).min(1) }),
]);
export type ExamQuestion = z.infer<typeof ExamQuestion>;

export const ExamQuestions = z.object({ questions: z.array(ExamQuestion) });
export type ExamQuestions = z.infer<typeof ExamQuestions>;

export function answerOf(question: ExamQuestion): string {
  switch (question.form) {
    case 'multiple-choice':
      return question.options[question.correct] ?? '';
    case 'true-false':
      return question.answer ? 'True' : 'False';
    case 'short-answer':
      return question.answer;
    case 'essay':
      return question.points.join('\n');
  }
}

export const examQuestions: ArtifactType<'exam-questions', ExamQuestions> = {
  name: 'exam-questions',
  title: 'Exam questions',
  version: 1,
  body: ExamQuestions,
  items: (body) => body.questions.map(toItem),
  keep: (body, ids) => ({ questions: body.questions.filter(({ id }) => ids.has(id)) }),
  resource: (body, sources) => ({
    questions: body.questions.map((question) => ({
      ...question,
      sources: sources.get(question.id) ?? question.sources,
    })),
  }),
  blocks: (body, { segments }) =>
    body.questions.map((question) => ({
      kind: 'question',
      form: question.form,
      prompt: question.prompt,
      options: question.form === 'multiple-choice' ? question.options : undefined,
      answer: answerOf(question),
      explanation: question.explanation,
      markScheme: question.markScheme,
      moment: momentOf(segments, question.sources),
      itemId: question.id,
    })),
};

function toItem(question: ExamQuestion): Item {
  const { id, form, sources, prompt, explanation } = question;
  const points = (question.markScheme ?? []).map(({ point }) => point);
  const common = { id, kind: form, sources, verbatim: false, further: [explanation, ...points] };
  switch (question.form) {
    case 'multiple-choice':
      return {
        ...common,
        claim: answerOf(question),
        question: prompt,
        answer: answerOf(question),
        options: question.options,
        correct: question.correct,
      };
    // A true statement is a claim of the lecture; of a false one, what is claimed is its explanation.
    case 'true-false':
      return {
        ...common,
        claim: question.answer ? prompt : explanation,
        statement: { text: prompt, truth: question.answer },
      };
    case 'short-answer':
      return { ...common, claim: question.answer, question: prompt, answer: question.answer };
    case 'essay':
      return { ...common, claim: answerOf(question), question: prompt };
  }
}
