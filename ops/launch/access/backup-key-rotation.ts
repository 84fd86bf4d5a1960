import assert from 'node:assert/strict';
import { join } from 'node:path';
import { runCommand } from '../command.ts';
import type { LaunchContext } from '../define.ts';

interface Sets {
  sets: { id: string; about: string }[];
}

/**
 * Backs up under a key, and under the next one into the same place: each set is read with its own key and with no
 * other, so the old key is kept until the last set that was made with it is gone.
 */
export async function rotateBackupKey(
  context: LaunchContext,
  settings: Record<string, string>,
): Promise<void> {
  const place = `file://${join(context.scratch, 'backups')}`;
  const keys = [];
  for (const _ of ['old', 'new']) {
    const { result } = await runCommand(context, ['backup', '--new-key'], settings);
    keys.push((result as { key: string }).key);
  }
  const [old = '', next = ''] = keys;
  assert.notEqual(old, next);
  const under = (key: string) => ({ ...settings, PEGASUS_BACKUP_URL: place, PEGASUS_BACKUP_KEY: key });
  const ids: string[] = [];
  for (const key of keys) {
    const { code } = await runCommand(context, ['backup'], under(key));
    assert.equal(code, 0, 'A backup is made under each key.');
    const { result } = await runCommand(context, ['backup', '--list'], under(key));
    ids.push(...(result as Sets).sets.map(({ id }) => id).filter((id) => !ids.includes(id)));
  }
  const [first = '', second = ''] = ids;
  for (const [key, own, others] of [
    [old, first, second],
    [next, second, first],
  ] as const) {
    const { result } = await runCommand(context, ['backup', '--list'], under(key));
    const about = (id: string) => (result as Sets).sets.find((set) => set.id === id)?.about ?? '';
    assert.match(about(own), /encrypted/, 'A set is read with the key that it was made with.');
    assert.doesNotMatch(about(others), /encrypted$/, 'A set is not read with another key.');
    const restore = (set: string) =>
      runCommand(context, ['restore', '--set', set], {
        PEGASUS_BACKUP_URL: place,
        PEGASUS_BACKUP_KEY: key,
        PEGASUS_DATA: join(context.scratch, `restored-${set}-${key === next}`),
      });
    const whole = await restore(own);
    assert.equal(whole.code, 0, `The set ${own} is restored under its key: ${whole.errors}`);
    assert.ok((whole.result as { rows: number }).rows > 0);
    assert.notEqual((await restore(others)).code, 0, 'A set is not restored with another key.');
  }
  context.note(
    'Backup key: two sets in one place, each restored under its own key and refused under the other.',
  );
}
