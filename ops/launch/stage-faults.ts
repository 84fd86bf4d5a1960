/**
 * Loaded before the product with `--import`, and by nothing else: lets stages and the disk fail while a proof
 * runs. A file named like a stage, or `disk`, in the folder `LAUNCH_FAULTS` says how: the code of the problem that
 * it then has, `slow N` to take N seconds longer, or `hang` to wait until the file is gone.
 * The product itself has no way to this: it is put around its functions as their source is loaded.
 */
import { registerHooks } from 'node:module';

const HEAD = `
import { readFileSync as readFault } from 'node:fs';
import { Problem as Fault } from '@pegasus/core/problem.ts';
function askedOf(name) {
  try { return readFault(process.env.LAUNCH_FAULTS + '/' + name, 'utf8').trim(); } catch { return ''; }
}
async function faultOf(name, signal) {
  const asked = askedOf(name);
  if (asked === '') return;
  const [how, seconds] = asked.split(' ');
  if (how !== 'slow' && how !== 'hang') throw new Fault(asked);
  const end = how === 'slow' ? Date.now() + Number(seconds) * 1000 : Infinity;
  while (Date.now() < end && askedOf(name) === asked && !signal?.aborted)
    await new Promise((done) => setTimeout(done, 200));
}
`;

interface Place {
  file: string;
  find: string;
  replace: string;
}

const PLACES: readonly Place[] = [
  {
    file: '/server/src/stages/define.ts',
    find: 'return stage;',
    replace:
      'return { ...stage, run: async (...given) => { await faultOf(stage.name, given[3]?.signal); return stage.run(...given); } };',
  },
  {
    file: '/server/src/figures.ts',
    find: 'await statfs(config.data)',
    replace: "await faultOf('disk').then(() => statfs(config.data))",
  },
];

registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context);
    const place = PLACES.find(({ file }) => url.endsWith(file));
    if (!place) return loaded;
    const source = String(loaded.source);
    if (source.split(place.find).length !== 2)
      throw new Error(`The faults do not fit ${place.file} any more.`);
    return { ...loaded, source: HEAD + source.replace(place.find, place.replace) };
  },
});
