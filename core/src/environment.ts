import { z } from 'zod';

/** Words or hashes by name; what is a secret says only whether it is set. */
const Named = z.record(z.string(), z.string());

/** What makes two environments behave alike, as one of them tells it to operators. */
export const Environment = z.object({
  /** Of the product, its commit, Node.js and the database. */
  versions: Named,
  /** Every setting that is in force, secrets masked. */
  settings: Named,
  /** Which migrations ran, each with the hash of what ran. */
  migrations: Named,
  /** A hash for each table of the schema that is there now, and what it is made of. */
  schema: Named,
  /** A hash for each table of rules that the code brings: who may call, what is alerted on, what is promised. */
  policies: Named,
});
export type Environment = z.infer<typeof Environment>;

/** Something in which two environments differ; undefined where one does not have it. */
export interface EnvironmentDifference {
  /** Such as `settings.PEGASUS_HOST`. */
  name: string;
  left: string | undefined;
  right: string | undefined;
}

/** Every difference, in the order of the parts and then of the alphabet. */
export function compareEnvironments(left: Environment, right: Environment): EnvironmentDifference[] {
  return (Object.keys(Environment.shape) as (keyof Environment)[]).flatMap((part) => {
    const names = new Set([...Object.keys(left[part]), ...Object.keys(right[part])]);
    return [...names]
      .sort()
      .filter((name) => left[part][name] !== right[part][name])
      .map((name) => ({ name: `${part}.${name}`, left: left[part][name], right: right[part][name] }));
  });
}
