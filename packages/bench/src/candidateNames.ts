/** The names of the candidates in tables. */
export const name = {
  rest: 'Open Shifts, REST',
  trpc: 'Open Shifts, tRPC',
  database: 'the statement alone, no HTTP',
  baseline: 'node:http and pg, same statement',
  inMemory: 'load all, filter in memory',
  exceptQuery: 'one query with EXCEPT, no indexes',
  redis: 'the same, cached in Redis for an hour',
  graphql: 'PostGraphile, a function with EXCEPT',
} as const
