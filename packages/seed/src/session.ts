import type { NodePgDatabase } from 'drizzle-orm/node-postgres'

/** Where a statement runs: for the seed itself the one connection, in the one transaction. */
export type Session = Pick<NodePgDatabase, 'execute'>
