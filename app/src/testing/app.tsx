import type { Problem } from '@pegasus/core/problem.ts';
import { renderRouter } from 'expo-router/testing-library';

/** What the server answers to a request, such as `GET /api/courses`: JSON, a problem, or nothing yet. */
export type Answers = Record<string, unknown | Problem | 'never' | 'unreachable'>;

const requests: { method: string; path: string; body: unknown }[] = [];

/** Everything that was asked since the app was opened. */
export function asked(): readonly { method: string; path: string; body: unknown }[] {
  return requests;
}

/** The whole app at an address, with its real router, client and queries; only the network is made up. */
export function openApp(address: string, answers: Answers) {
  requests.length = 0;
  globalThis.fetch = answering(answers);
  return renderRouter('./src/app', { initialUrl: address });
}

function answering(answers: Answers): typeof fetch {
  return (async (input: string, { method = 'GET', body, signal }: RequestInit = {}) => {
    const { pathname } = new URL(input);
    requests.push({ method, path: pathname, body: typeof body === 'string' ? JSON.parse(body) : undefined });
    const answer = answers[`${method} ${pathname}`];
    if (answer === 'never')
      return new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)));
    if (answer === undefined || answer === 'unreachable')
      throw new TypeError(`Nothing answers ${method} ${pathname}.`);
    return answerOf(answer);
  }) as typeof fetch;
}

function answerOf(answer: unknown) {
  const failed = isProblem(answer);
  const status = failed ? answer.entry.status : 200;
  const text = JSON.stringify(failed ? answer.toDocument() : answer);
  return { ok: !failed, status, body: null, text: async () => text };
}

function isProblem(answer: unknown): answer is Problem {
  return answer instanceof Error && answer.name === 'Problem';
}
