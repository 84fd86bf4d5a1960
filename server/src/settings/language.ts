import { z } from 'zod';
import { type Setting, wholeNumber } from './define.ts';

export const languageSettings = {
  language: {
    name: 'PEGASUS_LANGUAGE',
    schema: z
      .enum(['extractive', 'openai-compatible', 'openai', 'anthropic', 'google'])
      .default('extractive'),
    about:
      'Generator of artifacts: extractive is embedded and quotes; the others are language models (openai-compatible: Ollama, llama.cpp, vLLM).',
    secret: false,
  },
  languageModel: {
    name: 'PEGASUS_LANGUAGE_MODEL',
    schema: z.string().trim().default(''),
    about: 'Name of the language model, as its provider calls it.',
    secret: false,
  },
  languageUrl: {
    name: 'PEGASUS_LANGUAGE_URL',
    schema: z.string().trim().default(''),
    about:
      'Base URL of the language provider, such as http://127.0.0.1:11434/v1; empty for the own address of openai, anthropic and google.',
    secret: false,
  },
  languageKey: {
    name: 'PEGASUS_LANGUAGE_KEY',
    schema: z.string().trim().default(''),
    about: 'API key of the language provider; a server of one’s own may need none.',
    secret: true,
  },
  languageFallback: {
    name: 'PEGASUS_LANGUAGE_FALLBACK',
    schema: z.enum(['none', 'extractive']).default('none'),
    about:
      'What happens when the language model fails: none fails the stage, extractive uses the embedded generator, and the material says so.',
    secret: false,
  },
  languageInputTokens: {
    name: 'PEGASUS_LANGUAGE_INPUT_TOKENS',
    schema: wholeNumber(3500, 200_000).default(6000),
    about:
      'Most tokens that one call sends to the language model; with the output they must fit its context. Smaller means shorter chapters.',
    secret: false,
  },
  languageOutputTokens: {
    name: 'PEGASUS_LANGUAGE_OUTPUT_TOKENS',
    schema: wholeNumber(500, 100_000).default(8000),
    about: 'Most tokens that the language model may answer to one call, its reasoning included.',
    secret: false,
  },
  languageLectureTokens: {
    name: 'PEGASUS_LANGUAGE_LECTURE_TOKENS',
    schema: wholeNumber(5000, 100_000_000).default(500_000),
    about: 'Most tokens, sent and received, that one try at one lecture may use.',
    secret: false,
  },
  languageLectureCost: {
    name: 'PEGASUS_LANGUAGE_LECTURE_COST',
    schema: z.coerce.number().min(0).default(0),
    about: 'Most that one try at one lecture may cost, in the currency of the two prices; 0 sets no limit.',
    secret: false,
  },
  languageInputPrice: {
    name: 'PEGASUS_LANGUAGE_INPUT_PRICE',
    schema: z.coerce.number().min(0).default(0),
    about: 'Price of a million tokens that are sent.',
    secret: false,
  },
  languageOutputPrice: {
    name: 'PEGASUS_LANGUAGE_OUTPUT_PRICE',
    schema: z.coerce.number().min(0).default(0),
    about: 'Price of a million tokens that are received.',
    secret: false,
  },
  languageTimeoutSeconds: {
    name: 'PEGASUS_LANGUAGE_TIMEOUT_SECONDS',
    schema: wholeNumber(1, 1800).default(180),
    about: 'How long one call to the language model may take, in seconds.',
    secret: false,
  },
} as const satisfies Record<string, Setting>;
