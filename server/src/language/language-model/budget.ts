import { Problem } from '@pegasus/core/problem.ts';
import type { LanguageSettings } from './settings.ts';

export interface Tokens {
  input: number;
  output: number;
}

/** What one try at one lecture may still use. */
export interface Budget {
  /**
   * Sets aside what a call may use at most, so that calls side by side cannot exceed the limit together.
   * Throws Problem `language-limit` where that is no longer there. What is given back is what was really used.
   */
  reserve(most: Tokens): (used: Tokens) => void;
}

type Limits = Pick<
  LanguageSettings,
  'languageLectureTokens' | 'languageLectureCost' | 'languageInputPrice' | 'languageOutputPrice'
>;

const MILLION = 1_000_000;

export function openBudget(limits: Limits): Budget {
  const taken: Tokens = { input: 0, output: 0 };
  const take = ({ input, output }: Tokens, sign: 1 | -1) => {
    taken.input += sign * input;
    taken.output += sign * output;
  };
  return {
    reserve(most) {
      take(most, 1);
      const excess = exceeded(taken, limits);
      if (excess) {
        take(most, -1);
        throw new Problem('language-limit', excess);
      }
      return (used) => {
        take(most, -1);
        take(used, 1);
      };
    },
  };
}

function exceeded({ input, output }: Tokens, limits: Limits): string | undefined {
  const { languageLectureTokens, languageLectureCost, languageInputPrice, languageOutputPrice } = limits;
  if (input + output > languageLectureTokens) {
    return `It would go past ${languageLectureTokens} tokens.`;
  }
  const cost = (input * languageInputPrice + output * languageOutputPrice) / MILLION;
  if (languageLectureCost > 0 && cost > languageLectureCost) {
    return `It would go past a cost of ${languageLectureCost}.`;
  }
  return undefined;
}
