/**
 * Loaded before the product with `--import`, and by nothing else: lets stages fail while a proof runs. A file
 * named like a stage in the folder `LAUNCH_FAULTS` holds the code of the problem that the stage then has.
 * The product itself has no way to this: it is put around the stages as their source is loaded.
 */
import { registerHooks } from 'node:module';

const FILE = '/server/src/stages/define.ts';
const ENDING = 'return stage;';
const FAILING = `return { ...stage, run: async (...given) => { failIfAsked(stage.name); return stage.run(...given); } };`;
const HEAD = `
import { readFileSync } from 'node:fs';
import { Problem as Fault } from '@pegasus/core/problem.ts';
function failIfAsked(name) {
  let code;
  try { code = readFileSync(process.env.LAUNCH_FAULTS + '/' + name, 'utf8').trim(); } catch { return; }
  throw new Fault(code);
}
`;

registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context);
    if (!url.endsWith(FILE)) return loaded;
    const source = String(loaded.source);
    if (source.split(ENDING).length !== 2) throw new Error(`The faults do not fit ${FILE} any more.`);
    return { ...loaded, source: HEAD + source.replace(ENDING, FAILING) };
  },
});
