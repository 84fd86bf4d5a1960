import { z } from 'zod';
import type { Endpoint } from '../endpoint.ts';
import { Environment } from '../environment.ts';
import { Health } from '../health.ts';
import { Operations } from '../operations.ts';

export const operationEndpoints = {
  live: {
    method: 'GET',
    path: '/health/live',
    summary: 'The process answers.',
    access: 'public',
    status: 200,
    answer: Health,
    problems: [],
  },
  ready: {
    method: 'GET',
    path: '/health/ready',
    summary: 'Whether database, queue and storage can be used; 503 when one cannot.',
    access: 'public',
    status: 200,
    statusWhenFailing: 503,
    answer: Health,
    problems: [],
  },
  startup: {
    method: 'GET',
    path: '/health/startup',
    summary: 'Whether it has been ready once since it started; 503 until then.',
    access: 'public',
    status: 200,
    statusWhenFailing: 503,
    answer: Health,
    problems: [],
  },
  getOperations: {
    method: 'GET',
    path: '/api/operations',
    summary: 'What whoever is on call looks at first: stages, alerts, objectives, canary, backup.',
    access: 'operator',
    status: 200,
    answer: Operations,
    problems: [],
  },
  metrics: {
    method: 'GET',
    path: '/metrics',
    summary: 'Figures for Prometheus.',
    access: 'operator',
    status: 200,
    answer: 'text',
    problems: [],
  },
  getEnvironment: {
    method: 'GET',
    path: '/api/environment',
    summary: 'What this environment is made of, for a comparison with another; secrets are masked.',
    access: 'operator',
    status: 200,
    answer: Environment,
    problems: [],
  },
  openapi: {
    method: 'GET',
    path: '/api/openapi.json',
    summary: 'This table as an OpenAPI 3.1 document.',
    access: 'public',
    status: 200,
    answer: z.record(z.string(), z.unknown()),
    problems: [],
  },
} as const satisfies Record<string, Endpoint>;
