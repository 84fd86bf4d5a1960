import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Starts the server's own guard with one more route that says nothing of who may call it. */
const PROGRAM = `
  import { fastify } from 'fastify';
  import { guardRoutes } from '@pegasus/server/http/access.ts';
  const app = fastify();
  guardRoutes(app, { config: {} });
  app.get('/fine', { config: { access: 'public' } }, () => '');
  try {
    app.get('/forgotten', () => '');
    await app.ready();
    console.log('started');
  } catch (error) {
    console.log(error.message);
  }
`;

/** Throws when a server starts although one of its routes has no rule. */
export async function refusesRouteWithoutRule(root: string): Promise<void> {
  const words = ['--input-type=module', '--eval', PROGRAM];
  const { stdout } = await promisify(execFile)(process.execPath, words, { cwd: root });
  if (!/\/forgotten does not say who may call it/.test(stdout))
    throw new Error(`A server with a route that has no rule said: ${stdout.trim()}`);
}
