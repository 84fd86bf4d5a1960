import * as rows from '../db/search.ts';
import type { Handler } from './handler.ts';

export const search: Handler<'search'> = ({ services, ownerId, query }) =>
  rows.search(services.database.kysely, ownerId, query);
