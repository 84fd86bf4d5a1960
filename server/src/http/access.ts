import { ACCESS_RULES, type Access, judgeAccess } from '@pegasus/core/access.ts';
import type { Endpoint } from '@pegasus/core/endpoint.ts';
import { Problem } from '@pegasus/core/problem.ts';
import type { FastifyInstance, FastifyRequest, RouteOptions } from 'fastify';
import { isSame } from '../accounts/token.ts';
import type { Counted } from '../limits/rate-limits.ts';
import type { Services } from '../services.ts';
import { bearerOf, type Caller, readCaller } from './caller.ts';
import { networkOf, requireOwnHost, requireOwnOrigin } from './guard.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Who may call a route that was not made from the table: files of the app, uploads. */
    access?: Access;
    /** What a call counts as for the limits; without it the method says so. */
    counted?: Counted | 'nothing';
  }
}

/**
 * Judges every request before anything of it is read: its host, its origin, who sends it, whether they may,
 * and whether they did so too often. A route without a rule stops the start. To be called before any route.
 */
export function guardRoutes(app: FastifyInstance, services: Services): void {
  const { config } = services;
  app.addHook('onRoute', requireRule);
  app.decorateRequest('caller');
  app.decorateRequest('operator', false);
  app.addHook('onRequest', async (request) => {
    requireOwnHost(config, request);
    requireOwnOrigin(config, request);
    const access = ruleOf(request.routeOptions.config);
    const scraper = isScraper(services, request);
    // Whoever brings that token is nobody else, and the database need not be asked: it may be what is down.
    request.caller = scraper ? undefined : await callerOf(services, request);
    request.operator = scraper || judgeAccess('operator', request.caller?.person.role) === 'yes';
    const counted = countedAs(request);
    if (counted !== 'nothing') {
      const user = request.caller?.person.id;
      await services.limits.take(counted, { user, address: networkOf(request) });
    }
    const verdict = judgeAccess(access, request.caller?.person.role);
    if (verdict !== 'yes' && !(scraper && access === 'operator')) throw new Problem(verdict);
  });
}

function requireRule({ url, config }: RouteOptions): void {
  const rule = config?.endpoint?.access ?? config?.access;
  if (rule === undefined || !Object.hasOwn(ACCESS_RULES, rule))
    throw new Error(`The route ${url} does not say who may call it.`);
}

/** Addresses that no route takes are answered to anybody: there is nothing there. */
function ruleOf(config: { endpoint?: Endpoint; access?: Access }): Access {
  return config.endpoint?.access ?? config.access ?? 'public';
}

function countedAs({ method, routeOptions }: FastifyRequest): Counted | 'nothing' {
  const { endpoint, counted } = routeOptions.config;
  if (counted) return counted;
  if (endpoint?.form) return 'upload';
  // A hall full of phones behind one address sends a piece every few seconds each; quotas bound their bytes.
  if (endpoint?.content) return 'nothing';
  if (endpoint?.path.startsWith('/health/')) return 'nothing';
  if (method !== 'GET' && method !== 'HEAD') return 'write';
  // Files of the app are the same for all and cost nothing to give.
  return endpoint ? 'read' : 'nothing';
}

/** That the database is down must not keep anybody from being told so. */
async function callerOf(services: Services, request: FastifyRequest): Promise<Caller | undefined> {
  const path = request.routeOptions.config.endpoint?.path;
  if (path === '/health/live' || path === '/health/startup') return undefined;
  if (path !== '/health/ready') return readCaller(services, request);
  return readCaller(services, request).catch((error: unknown) => {
    request.log.warn({ err: error }, 'who asks for the health is not known');
    return undefined;
  });
}

/** What holds nothing of any user and no secret. */
const SCRAPED = new Set(['/metrics', '/health/ready', '/api/environment']);

/** Programs that watch over the server sign in with a token of their own that opens these and nothing else. */
function isScraper({ config }: Services, request: FastifyRequest): boolean {
  const token = bearerOf(request);
  const path = request.routeOptions.config.endpoint?.path;
  if (!path || !SCRAPED.has(path) || !token) return false;
  return [config.metricsToken, config.previousMetricsToken].some(
    (known) => known !== '' && isSame(known, token),
  );
}
