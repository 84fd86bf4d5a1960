import { Problem } from '@pegasus/core/problem.ts';

/** SQLSTATE classes and codes that say that the server, and not the statement, is in the way. */
const UNAVAILABLE = /^(08...|53...|57P0[1-5]|57014|58...|25P03|55P03|25006)$/;
const OUT_OF_DISK = '53100';
/** What a socket says. */
const CUT_OFF = /^(ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ENOENT$)/;
/** The driver has no codes for these. */
const DRIVER_WORDS =
  /timeout exceeded when trying to connect|connection terminated|client has encountered a connection error|query read timeout|not queryable/i;
const REFUSED = /^(28...|3D000)$/;

/** An error of the driver as a Problem where it says something about the server; any other error as it is. */
export function databaseProblem(error: unknown): unknown {
  if (error instanceof Problem || !(error instanceof Error)) return error;
  const code = 'code' in error ? String(error.code) : '';
  if (code === OUT_OF_DISK)
    return new Problem('disk-full', 'It is the disk of the database.', { cause: error });
  if (REFUSED.test(code))
    return new Problem('database-unavailable', 'It refuses the user.', { cause: error });
  if (UNAVAILABLE.test(code) || CUT_OFF.test(code) || DRIVER_WORDS.test(error.message))
    return new Problem('database-unavailable', undefined, { cause: error });
  return error;
}
