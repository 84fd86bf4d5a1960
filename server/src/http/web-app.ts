import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type BundleFile, PAGE, type WebBundle } from '../web-bundle/define.ts';
import { assetHeaders, pageHeaders } from './headers.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What the metrics call a route that serves the app. */
    page?: string;
  }
}

/** What the API has; the app has no pages there, so that a wrong address of it stays an answer for programs. */
const RESERVED = /^\/(?:api|health|metrics)(?:\/|$)/;

/**
 * Serves the web app: its files by their names, and its one page for every other address, because the app
 * itself knows which pages there are. Links into it and a reload work by that.
 */
export function registerWebApp(app: FastifyInstance, bundle: WebBundle | undefined): void {
  app.route({
    method: ['GET', 'HEAD'],
    url: '/*',
    config: { page: '/*', access: 'public' },
    handler: (request, reply) => {
      const [path = '/'] = request.url.split('?', 1);
      if (RESERVED.test(path)) return reply.callNotFound();
      const file = bundle?.get(path);
      if (file && path !== PAGE) return send(request, reply, file);
      // A file that is not there is no page: a browser that holds an old page must not take HTML for a script.
      if (/\.\w+$/.test(path) && path !== PAGE) return reply.callNotFound();
      const page = bundle?.get(PAGE);
      if (page) return send(request, reply, page);
      return reply.headers(pageHeaders).code(503).type('text/plain; charset=utf-8').send(NOT_BUILT);
    },
  });
}

const NOT_BUILT =
  'The web app is not built on this server. Start it with PEGASUS_APP=auto where its sources are, or use the command line: npx pegasus --help\n';

function send(request: FastifyRequest, reply: FastifyReply, file: BundleFile): FastifyReply {
  const etag = `"${file.tag}"`;
  reply.headers(file.immutable ? assetHeaders : pageHeaders).headers({ etag, vary: 'accept-encoding' });
  if (request.headers['if-none-match'] === etag) return reply.code(304).send();
  const { encoding, content } = encoded(file, request.headers['accept-encoding']);
  if (encoding) reply.header('content-encoding', encoding);
  return reply.type(file.type).send(content);
}

function encoded(
  { content, brotli, gzip }: BundleFile,
  accepted: string | string[] | undefined,
): { encoding?: string; content: Buffer } {
  const accepts = (name: string) =>
    new RegExp(`(^|[,\\s])${name}(?!\\s*;\\s*q=0(\\.0*)?\\s*(,|$))`).test(String(accepted ?? ''));
  if (brotli && accepts('br')) return { encoding: 'br', content: brotli };
  if (gzip && accepts('gzip')) return { encoding: 'gzip', content: gzip };
  return { content };
}
