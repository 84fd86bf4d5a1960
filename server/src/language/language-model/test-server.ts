import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { VendorName } from './vendors.ts';

/** What a stand-in for a vendor's server is asked, as its interface carries it. */
export interface ModelCall {
  path: string;
  headers: IncomingHttpHeaders;
  body: Record<string, unknown>;
  /** All words that were sent to the model. */
  words: string;
  /** JSON Schema of the reply, and the step by which it is named. */
  schema: JsonSchema;
}

export interface JsonSchema {
  type?: string;
  enum?: string[];
  properties?: Record<string, JsonSchema>;
  items?: JsonSchema;
}

/** What it answers: the words of the model, a bare reply of HTTP, or nothing ever. */
export type ModelAnswer =
  | { words: string; cut?: boolean; slow?: Slowness }
  | { status: number; headers?: Record<string, string>; body?: string }
  | 'silence';

/** Seconds until a reply begins, and seconds for which it stops half way. */
export interface Slowness {
  before?: number;
  halfWay?: number;
}

export interface ModelServer {
  url: string;
  calls: ModelCall[];
  close(): Promise<void>;
}

/** The recorded form of a reply, and where a request carries the schema of it. */
interface Wire {
  path: RegExp;
  schemaAt: readonly string[];
  reply(words: string, cut: boolean): object;
}

const TOKENS = { in: 100, out: 20 };

export const WIRES: Record<VendorName, Wire> = {
  'openai-compatible': {
    path: /\/chat\/completions$/,
    schemaAt: ['response_format', 'json_schema', 'schema'],
    reply: (words, cut) => ({
      id: 'chatcmpl-1',
      object: 'chat.completion',
      created: 1_760_000_000,
      model: 'm',
      choices: [
        {
          index: 0,
          message: { role: 'assistant', content: words },
          finish_reason: cut ? 'length' : 'stop',
        },
      ],
      usage: {
        prompt_tokens: TOKENS.in,
        completion_tokens: TOKENS.out,
        total_tokens: TOKENS.in + TOKENS.out,
      },
    }),
  },
  openai: {
    path: /\/responses$/,
    schemaAt: ['text', 'format', 'schema'],
    reply: (words, cut) => ({
      id: 'resp_1',
      object: 'response',
      created_at: 1_760_000_000,
      status: cut ? 'incomplete' : 'completed',
      error: null,
      incomplete_details: cut ? { reason: 'max_output_tokens' } : null,
      model: 'm',
      output: [
        {
          type: 'message',
          id: 'msg_1',
          status: 'completed',
          role: 'assistant',
          content: [{ type: 'output_text', text: words, annotations: [] }],
        },
      ],
      usage: {
        input_tokens: TOKENS.in,
        input_tokens_details: { cached_tokens: 0 },
        output_tokens: TOKENS.out,
        output_tokens_details: { reasoning_tokens: 0 },
        total_tokens: TOKENS.in + TOKENS.out,
      },
    }),
  },
  anthropic: {
    path: /\/messages$/,
    schemaAt: ['output_config', 'format', 'schema'],
    reply: (words, cut) => ({
      id: 'msg_1',
      type: 'message',
      role: 'assistant',
      model: 'm',
      content: [{ type: 'text', text: words }],
      stop_reason: cut ? 'max_tokens' : 'end_turn',
      stop_sequence: null,
      usage: { input_tokens: TOKENS.in, output_tokens: TOKENS.out },
    }),
  },
  google: {
    path: /:generateContent$/,
    schemaAt: ['generationConfig', 'responseJsonSchema'],
    reply: (words, cut) => ({
      candidates: [
        {
          content: { role: 'model', parts: [{ text: words }] },
          finishReason: cut ? 'MAX_TOKENS' : 'STOP',
          index: 0,
        },
      ],
      usageMetadata: {
        promptTokenCount: TOKENS.in,
        candidatesTokenCount: TOKENS.out,
        totalTokenCount: TOKENS.in + TOKENS.out,
      },
      modelVersion: 'm',
      responseId: 'r1',
    }),
  },
};

/** A server on this machine that speaks as a vendor does and answers as it is told. */
export async function openModelServer(
  vendor: VendorName,
  answer: (call: ModelCall, count: number) => ModelAnswer,
): Promise<ModelServer> {
  const wire = WIRES[vendor];
  const calls: ModelCall[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>;
    const call: ModelCall = {
      path: request.url ?? '',
      headers: request.headers,
      body,
      words: wordsOf(body).join('\n'),
      schema: wire.schemaAt.reduce<unknown>(
        (at, key) => (at as Record<string, unknown>)?.[key],
        body,
      ) as JsonSchema,
    };
    calls.push(call);
    const said = answer(call, calls.length);
    if (said === 'silence') return;
    const bare = 'status' in said;
    if (!bare && said.slow?.before) await pause(said.slow.before);
    response.writeHead(bare ? said.status : 200, {
      'content-type': 'application/json',
      ...(bare ? said.headers : {}),
    });
    const reply = bare ? (said.body ?? '{}') : JSON.stringify(wire.reply(said.words, said.cut ?? false));
    if (bare || !said.slow?.halfWay) {
      response.end(reply);
      return;
    }
    response.write(reply.slice(0, reply.length / 2));
    await pause(said.slow.halfWay);
    response.end(reply.slice(reply.length / 2));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    calls,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A test that is over does not wait for a reply that nobody reads. */
function pause(seconds: number): Promise<unknown> {
  return wait(seconds * 1000, undefined, { ref: false });
}

/** Every text of a request, wherever its interface puts it. */
function wordsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(wordsOf);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    if (key === 'response_format' || key === 'output_config') return [];
    const isText = key === 'text' || key === 'content' || key === 'system' || key === 'instructions';
    return typeof inner === 'string' ? (isText ? [inner] : []) : wordsOf(inner);
  });
}
