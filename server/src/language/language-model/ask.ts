import { Problem } from '@pegasus/core/problem.ts';
import type { ModelMessage } from 'ai';
import { z } from 'zod';
import { call, describe, type Exchange, type Line, type Said } from './call.ts';
import { estimateTokens } from './tokens.ts';

/** One thing that is asked of a model, and the form in which it must answer. */
export interface Question<Reply> {
  /** Short name for problems and metrics. */
  step: string;
  instructions: string;
  prompt: string;
  schema: z.ZodType<Reply>;
}

/** Longest complaint about a reply, in characters. */
const MOST_COMPLAINT = 1000;

/** Estimated tokens of a question with the schema that goes with it. */
export function sizeOf({ instructions, prompt, schema }: Question<unknown>): number {
  return estimateTokens(instructions + prompt + JSON.stringify(z.toJSONSchema(schema)));
}

/**
 * Asks, and asks once more where the answer is not in the asked form, telling what is wrong with it.
 * Throws Problem `language-failed` after that, and what `call` throws.
 */
export async function ask<Reply>(line: Line, question: Question<Reply>, signal: AbortSignal): Promise<Reply> {
  const { step, instructions, prompt, schema } = question;
  const most = line.settings.languageInputTokens;
  const size = sizeOf(question);
  const where = describe(line.provider, step);
  if (size > most) {
    throw new Problem(
      'language-limit',
      `${where}: it needs ${size} tokens of PEGASUS_LANGUAGE_INPUT_TOKENS.`,
    );
  }
  const messages: ModelMessage[] = [{ role: 'user', content: prompt }];
  let wrong = 'nothing was said';
  const exchange: Exchange<Reply> = {
    step,
    schema,
    instructions,
    messages,
    size,
    read(words) {
      const result = readReply(words, schema);
      if ('wrong' in result) wrong = result.wrong;
      return 'wrong' in result ? undefined : result.reply;
    },
  };
  const first = await call(line, exchange, signal);
  if (first.reply !== undefined) return first.reply;
  const more = complaint(first, wrong, most - size);
  const extra = more.reduce((sum, { content }) => sum + estimateTokens(String(content)), 0);
  const again = { ...exchange, messages: [...messages, ...more], size: size + extra };
  const second = await call(line, again, signal);
  if (second.reply !== undefined) return second.reply;
  const how = second.cut ? 'was cut off at PEGASUS_LANGUAGE_OUTPUT_TOKENS' : 'is not in the asked form';
  throw new Problem('language-failed', `${where}: the reply ${how}, also when it was asked for again.`);
}

/** The model's own words and what is wrong with them; only the latter where both are too long for one call. */
function complaint({ words, cut }: Said<unknown>, wrong: string, room: number): ModelMessage[] {
  const what = cut
    ? 'Your reply was cut off because it was too long. Answer again with half as many items, and shorter ones.'
    : `Your reply cannot be read: ${wrong}. Answer again.`;
  const content = `${what} Reply with nothing but one JSON object of the form that was asked for.`;
  const left = room - estimateTokens(content);
  const shown: ModelMessage[] =
    words.trim() !== '' && estimateTokens(words) <= left ? [{ role: 'assistant', content: words }] : [];
  return [...shown, { role: 'user', content }];
}

/** The one object in a text. Models like to wrap it in a fence or a sentence. */
function readReply<Reply>(words: string, schema: z.ZodType<Reply>): { reply: Reply } | { wrong: string } {
  const from = words.indexOf('{');
  const to = words.lastIndexOf('}');
  if (from < 0 || to < from) return { wrong: 'there is no JSON object in it' };
  let value: unknown;
  try {
    value = JSON.parse(words.slice(from, to + 1));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { wrong: 'it is not valid JSON' };
  }
  const { success, data, error } = schema.safeParse(value);
  return success ? { reply: data } : { wrong: z.prettifyError(error).slice(0, MOST_COMPLAINT) };
}
