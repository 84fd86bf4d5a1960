import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { pageHeaders } from './headers.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The file of the page that a route serves. */
    page?: string;
  }
}

const FOLDER = join(import.meta.dirname, 'page');
const FILES = [
  { path: '/', file: 'page.html', type: 'text/html; charset=utf-8' },
  { path: '/page.css', file: 'page.css', type: 'text/css; charset=utf-8' },
  ...['material.js', 'page.js', 'requests.js'].map((file) => {
    return { path: `/${file}`, file, type: 'text/javascript; charset=utf-8' };
  }),
];

/** The page that stands in until there is an app: a few files and nothing to build. */
export function registerPage(app: FastifyInstance): void {
  for (const { path, file, type } of FILES) {
    const content = readFileSync(join(FOLDER, file));
    app.route({
      method: ['GET', 'HEAD'],
      url: path,
      config: { page: path, access: 'public' },
      handler: (_request, reply) => reply.headers(pageHeaders).type(type).send(content),
    });
  }
}
