import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { Problem } from '@pegasus/core/problem.ts';

/** A reply longer than this is no reply of a language model, in bytes. */
const MOST_BYTES = 16_000_000;
/** Statuses that have no body. */
const BARE = new Set([204, 205, 304]);

/**
 * A `fetch` that talks to one origin only, follows no redirect, takes a reply of bounded size, and waits for
 * the first byte as long as its signal lets it: a model on a CPU may think for longer than the five minutes
 * after which the `fetch` of Node.js gives up.
 */
export function fetchWithin(origin: string): typeof fetch {
  return (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    if (url.origin !== origin)
      throw new Problem('setting-invalid', 'A call would leave PEGASUS_LANGUAGE_URL.');
    return send(url, init ?? {});
  };
}

function send(url: URL, { method = 'GET', headers, body, signal }: RequestInit): Promise<Response> {
  return new Promise((resolve, reject) => {
    const start = url.protocol === 'https:' ? requestHttps : requestHttp;
    const options = { method, headers: Object.fromEntries(new Headers(headers)) };
    const request = start(url, { ...options, ...(signal ? { signal } : {}) }, (reply) => {
      const chunks: Buffer[] = [];
      let size = 0;
      reply.on('error', reject);
      reply.on('data', (chunk: Buffer) => {
        size += chunk.length;
        chunks.push(chunk);
        if (size > MOST_BYTES) reply.destroy(new Problem('language-failed', 'The reply is far too long.'));
      });
      reply.on('end', () => {
        const status = reply.statusCode ?? 502;
        const known = Object.entries(reply.headers).map(([name, value]): [string, string] => [
          name,
          String(value),
        ]);
        resolve(new Response(BARE.has(status) ? null : Buffer.concat(chunks), { status, headers: known }));
      });
    });
    request.on('error', reject);
    request.end(typeof body === 'string' ? body : undefined);
  });
}
