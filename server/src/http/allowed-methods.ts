import { Problem } from '@pegasus/core/problem.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/**
 * Answers addresses and methods that no route takes: 404 where there is nothing, 405 with `Allow` where
 * there is something else, and OPTIONS with the methods. No other origin is let in by any of it.
 * To be called before the routes are made, so that it learns of all of them.
 */
export function answerUnknown(app: FastifyInstance): void {
  const routes: { pattern: RegExp; methods: string[] }[] = [];
  app.addHook('onRoute', ({ url, method }) => {
    routes.push({ pattern: toPattern(url), methods: [method].flat() });
  });
  app.setNotFoundHandler((request: FastifyRequest, reply: FastifyReply) => {
    const [path = ''] = request.url.split('?', 1);
    const methods = routes.filter(({ pattern }) => pattern.test(path)).flatMap((route) => route.methods);
    if (methods.length === 0) throw new Problem('not-found');
    reply.header('allow', [...new Set(methods), 'OPTIONS'].sort().join(', '));
    if (request.method === 'OPTIONS') return reply.code(204).send();
    throw new Problem('method-not-allowed');
  });
}

/** From `/api/courses/:courseId`; what is not a parameter stands for itself. */
function toPattern(url: string): RegExp {
  const parts = url.split('/').map((part) => (part.startsWith(':') ? '[^/]+' : RegExp.escape(part)));
  return new RegExp(`^${parts.join('/')}$`);
}
