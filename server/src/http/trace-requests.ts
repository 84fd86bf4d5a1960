import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type BegunSpan, beginSpan } from '../tracing.ts';

/** A span for each request, within which all that it causes runs: jobs, logs and answers bear its id. */
export function traceRequests(app: FastifyInstance): void {
  const spans = new WeakMap<FastifyRequest, BegunSpan>();
  app.addHook('onRequest', (request, _reply, done) => {
    const { endpoint } = request.routeOptions.config;
    const route = endpoint?.path ?? 'other';
    // Probes come every few seconds and lead to nothing.
    if (route.startsWith('/health/') || route === '/metrics') return done();
    const attributes = {
      'http.request.method': request.method,
      'http.route': route,
      'pegasus.request': request.id,
    };
    const span = beginSpan(`${request.method} ${route}`, { kind: 'server', attributes });
    spans.set(request, span);
    span.within(done);
  });
  // A body arrives by events of the connection, which know nothing of the request.
  app.addHook('preHandler', (request, _reply, done) => {
    const span = spans.get(request);
    if (span) span.within(done);
    else done();
  });
  app.addHook('onError', async (request, _reply, error) => spans.get(request)?.fail(error));
  app.addHook('onResponse', async (request, reply) => {
    const span = spans.get(request);
    span?.set({ 'http.response.status_code': reply.statusCode });
    span?.end();
  });
}
