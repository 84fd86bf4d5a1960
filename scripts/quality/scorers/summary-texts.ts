import type { Production } from '../produce.ts';

/** The points of the summary and the cells of its tables, each a text of its own. */
export function summaryTexts({ items }: Pick<Production, 'items'>): string[] {
  return items.filter(({ artifact }) => artifact === 'summary').flatMap(({ claim }) => claim.split('\n'));
}
