import { type EndpointName, endpoints } from '@pegasus/core/api.ts';
import { type Endpoint, IDEMPOTENCY_KEY, takesKey } from '@pegasus/core/endpoint.ts';
import { Problem } from '@pegasus/core/problem.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Services } from '../../services.ts';
import type { ArrivingFile } from '../handler.ts';
import { apiHeaders } from '../headers.ts';
import { answerOnce, type OnceWork } from './answer-once.ts';

/** The parts of a call that are looked at here, whatever its endpoint. */
export interface KeyedCall {
  services: Services;
  ownerId: string | undefined;
  params: unknown;
  query: unknown;
  body: unknown;
  form?: unknown;
  file?: ArrivingFile;
  signal: AbortSignal;
}

export interface KeyedTools {
  /** Does the work of an endpoint. */
  handle(name: EndpointName, call: KeyedCall): Promise<unknown>;
  /** The answer as it is sent; null where there is none. */
  write(endpoint: Endpoint, result: unknown): string | null;
}

const KEY = /^[\x21-\x7e]{1,200}$/;

/** The key of a request, where its endpoint takes one. Throws Problem `request-invalid`. */
export function keyOf(request: FastifyRequest, endpoint: Endpoint): string | undefined {
  const key = request.headers[IDEMPOTENCY_KEY.toLowerCase()];
  if (key === undefined || !takesKey(endpoint)) return undefined;
  if (typeof key !== 'string' || !KEY.test(key))
    throw new Problem('request-invalid', `${IDEMPOTENCY_KEY}: 1 to 200 visible characters without spaces.`);
  return key;
}

/** Answers a request that has a key: the first time by doing it, afterwards by what was answered then. */
export async function answerKeyed(
  reply: FastifyReply,
  name: EndpointName,
  key: string,
  call: KeyedCall,
  tools: KeyedTools,
): Promise<void> {
  const endpoint: Endpoint = endpoints[name];
  const { services, ownerId, file, signal, params, query, body, form } = call;
  if (ownerId === undefined) throw new Error(`${name} takes a key and has no owner.`);
  const says = [name, params, query, body, form, file?.name];
  const { status, answer, again } = await answerOnce(
    { services, ownerId, key, says, file, signal },
    workOf(endpoint, name, call, tools),
  );
  reply.code(status).headers(apiHeaders);
  if (again) reply.header('idempotent-replayed', 'true');
  if (answer === null) reply.send();
  else reply.type('application/json; charset=utf-8').send(answer);
}

function workOf(endpoint: Endpoint, name: EndpointName, call: KeyedCall, tools: KeyedTools): OnceWork {
  const { status, retold } = endpoint;
  const teller = retold === undefined ? undefined : (retold as EndpointName);
  const missing = teller && idParameterOf(endpoints[teller], call.params);
  return {
    makes: missing !== undefined,
    run: async (services, file) => {
      const result = await tools.handle(name, { ...call, services, ...(file ? { file } : {}) });
      return { status, answer: tools.write(endpoint, result) };
    },
    retell: async (effectId) => {
      if (teller === undefined) return undefined;
      const params = { ...(call.params as object), ...(missing ? { [missing]: effectId } : {}) };
      try {
        const result = await tools.handle(teller, { ...call, params, query: {}, body: undefined });
        return { status, answer: tools.write(endpoint, result) };
      } catch (error) {
        if (error instanceof Problem && error.code === 'not-found') return undefined;
        throw error;
      }
    },
  };
}

/** The parameter of the telling endpoint that the request does not have: the id of what is made. */
export function idParameterOf(teller: Endpoint, params: unknown): string | undefined {
  const given = (params ?? {}) as Record<string, unknown>;
  return Object.keys(teller.params?.shape ?? {}).find((name) => !(name in given));
}
