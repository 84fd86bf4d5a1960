/**
 * `npm run launch [-- ID…] [--json] [--sabotage ID]`: proves the launch checklist, all of it or some items.
 * Fails when any item is not proved, or when an item does not notice its sabotage.
 */
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { checklistPage, outcomeLine } from './checklist.ts';
import { hasProgram } from './define.ts';
import { type Outcome, proveRow, readCommit } from './prove.ts';
import { launchRows } from './registry.ts';
import { sabotageItem } from './sabotage.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const WRONG_USE = 2;

const { values, positionals: ids } = parseArgs({
  options: { json: { type: 'boolean', default: false }, sabotage: { type: 'string' } },
  allowPositionals: true,
});
const wanted = values.sabotage === undefined ? ids : [values.sabotage];
const unknown = wanted.filter((id) => !launchRows.some((row) => row.id === id));

if (unknown.length > 0) {
  console.error(
    `There is no item ${unknown.join(', ')}. There are: ${launchRows.map(({ id }) => id).join(', ')}.`,
  );
  process.exitCode = WRONG_USE;
} else if (values.sabotage !== undefined) {
  process.exitCode = await sabotage(values.sabotage);
} else {
  process.exitCode = await prove(ids);
}

async function prove(only: readonly string[]): Promise<number> {
  const rows = only.length > 0 ? launchRows.filter(({ id }) => only.includes(id)) : launchRows;
  const outcomes: Outcome[] = [];
  for (const row of rows) {
    const outcome = await proveRow(row, ROOT);
    outcomes.push(outcome);
    if (!values.json) console.log(outcomeLine(outcome));
    if (!values.json && only.length > 0) tellProof(outcome);
  }
  if (only.length === 0) {
    const page = checklistPage(outcomes, new Date().toISOString().slice(0, 10), readCommit(ROOT));
    await writeFile(join(ROOT, 'docs/launch-checklist.md'), page);
  }
  const proved = outcomes.filter(({ ok }) => ok).length;
  if (values.json) console.log(JSON.stringify(outcomes, undefined, 2));
  else console.log(`\n${proved} of ${outcomes.length} proved.`);
  return proved === outcomes.length ? 0 : 1;
}

function tellProof({ endpoint, test, proof, reason }: Outcome): void {
  console.log(
    `     Endpoint/UI: ${endpoint || 'none yet'}\n     Test:        ${test}\n     Proof:       ${proof || 'none'}`,
  );
  if (reason) console.log(`     ${reason.replaceAll('\n', '\n     ')}`);
}

async function sabotage(id: string): Promise<number> {
  const row = launchRows.find((candidate) => candidate.id === id);
  if (!row || !hasProgram(row)) {
    console.error(`${id} has no program yet, so there is nothing to sabotage.`);
    return 1;
  }
  const outcomes = await sabotageItem(row, ROOT);
  for (const { breaks, caught, reason } of outcomes) {
    console.log(
      `${caught ? 'caught  ' : 'SURVIVED'} ${id}: ${breaks}${reason ? `\n         ${reason.split('\n')[0]}` : ''}`,
    );
  }
  return outcomes.every(({ caught }) => caught) ? 0 : 1;
}
