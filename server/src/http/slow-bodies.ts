import { Problem } from '@pegasus/core/problem.ts';
import type { FastifyInstance } from 'fastify';

/**
 * Cuts off whoever sends a small body so slowly that it only holds the connection. Files have limits of their
 * own, because an honest one may take an hour.
 */
export function dropSlowBodies(app: FastifyInstance, milliseconds: number): void {
  app.addHook('preParsing', async (request, _reply, payload) => {
    const { endpoint } = request.routeOptions.config;
    if (!endpoint?.body) return payload;
    const timer = setTimeout(() => request.raw.destroy(new Problem('request-timeout')), milliseconds);
    const stop = () => clearTimeout(timer);
    request.raw.once('end', stop).once('close', stop);
    return payload;
  });
}
