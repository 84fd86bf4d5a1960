import { setTimeout as wait } from 'node:timers/promises';
import { Problem } from '@pegasus/core/problem.ts';
import type { LanguageModel, ModelMessage } from 'ai';
import type { z } from 'zod';
import type { Budget } from './budget.ts';
import { type CallOutcome, type Failure, readFailure } from './failure.ts';
import type { LanguageSettings } from './settings.ts';
import { estimateTokens } from './tokens.ts';
import type { Vendor } from './vendors.ts';

/** One call as it ended, for metrics. Tokens are as the provider counts them, else as they are estimated. */
export interface CallUsage {
  provider: string;
  step: string;
  inputTokens: number;
  outputTokens: number;
  seconds: number;
  outcome: CallOutcome;
}

/** What a provider is given beside its settings. What is left out has a default for production. */
export interface LanguageTools {
  onUsage?: (usage: CallUsage) => void;
  /** Stands around each call while it is under way. */
  around?: <T>(call: { provider: string; step: string }, make: () => Promise<T>) => Promise<T>;
  /** Milliseconds since 1970. */
  now?: () => number;
  /** A word that no lecture holds. */
  newBoundary?: () => string;
  /** Calls at the same time. */
  atOnce?: number;
  /** How often a call is made at most, and the pauses between: the first, which doubles, and the longest. */
  tries?: { most: number; firstWaitSeconds: number; longestWaitSeconds: number };
}

export const TRIES = { most: 4, firstWaitSeconds: 2, longestWaitSeconds: 60 };

/** An open line to one model for one lecture. */
export interface Line {
  provider: string;
  model: LanguageModel;
  vendor: Vendor;
  settings: LanguageSettings;
  budget: Budget;
  tools: LanguageTools;
}

export interface Exchange<Reply> {
  step: string;
  schema: z.ZodType;
  instructions: string;
  messages: ModelMessage[];
  /** Estimated tokens of all that is sent. */
  size: number;
  /** Makes of the words what they mean; undefined where they are of no use. */
  read(words: string): Reply | undefined;
}

/** What the model said. `reply` is undefined where its words are of no use; `cut` where the limit cut them off. */
export interface Said<Reply> {
  words: string;
  cut: boolean;
  reply: Reply | undefined;
}

/**
 * One call: with a time limit, within the budget, tried again where that may help.
 * Throws the reason of the signal, or a Problem that names provider and step.
 */
export async function call<Reply>(
  line: Line,
  exchange: Exchange<Reply>,
  signal: AbortSignal,
): Promise<Said<Reply>> {
  const { tools } = line;
  const tries = tools.tries ?? TRIES;
  for (let count = 1, pause = tries.firstWaitSeconds; ; count++, pause *= 2) {
    const make = () => tryOnce(line, exchange, signal);
    const { provider } = line;
    const result = await (tools.around ? tools.around({ provider, step: exchange.step }, make) : make());
    if ('words' in result) return result;
    const seconds = result.waitSeconds ?? Math.min(pause, tries.longestWaitSeconds);
    if (!result.retry || count >= tries.most || seconds > tries.longestWaitSeconds) throw result.problem;
    await wait(seconds * 1000, undefined, { signal }).catch(() => undefined);
    signal.throwIfAborted();
  }
}

async function tryOnce<Reply>(
  { provider, model, vendor, settings, budget, tools }: Line,
  { step, schema, instructions, messages, size, read }: Exchange<Reply>,
  signal: AbortSignal,
): Promise<Said<Reply> | Failure> {
  signal.throwIfAborted();
  const { generateText, Output } = await import('ai');
  const now = tools.now ?? Date.now;
  const most = { input: size, output: settings.languageOutputTokens };
  const settle = budget.reserve(most);
  const begun = now();
  const report = (outcome: CallOutcome, input: number, output: number) => {
    settle({ input, output });
    const seconds = (now() - begun) / 1000;
    tools.onUsage?.({ provider, step, inputTokens: input, outputTokens: output, seconds, outcome });
  };
  const limit = AbortSignal.timeout(settings.languageTimeoutSeconds * 1000);
  try {
    let words = '';
    const { usage, finishReason } = await generateText({
      model,
      ...vendor.options,
      instructions,
      messages,
      maxOutputTokens: settings.languageOutputTokens,
      // Tries are counted in one place, and that is `call`.
      maxRetries: 0,
      abortSignal: AbortSignal.any([signal, limit]),
      // The library hands the schema to the provider; the words are read here, so that they can be mended.
      output: {
        ...Output.object({ schema, name: step }),
        async parseCompleteOutput({ text }: { text: string }) {
          words = text;
          return text;
        },
      },
    });
    const reply = read(words);
    report(
      reply === undefined ? 'unusable' : 'answered',
      usage.inputTokens ?? size,
      usage.outputTokens ?? estimateTokens(words),
    );
    return { words, cut: finishReason === 'length', reply };
  } catch (error) {
    if (signal.aborted) {
      report('cancelled', size, 0);
      throw signal.reason;
    }
    const failure = limit.aborted
      ? tooSlow(describe(provider, step), settings.languageTimeoutSeconds)
      : readFailure(error, describe(provider, step), now());
    report(failure.outcome, failure.charged ? size : 0, 0);
    return failure;
  }
}

/** How a Problem names a call. */
export function describe(provider: string, step: string): string {
  return `Provider ${provider}, step ${step}`;
}

/** What is too slow once will be so again, so it is left to whoever tries the whole lecture again. */
function tooSlow(where: string, seconds: number): Failure {
  const problem = new Problem('language-unavailable', `${where}: no answer within ${seconds} seconds.`);
  return { outcome: 'unavailable', problem, retry: false, charged: true };
}
