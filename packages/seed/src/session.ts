import type { NodePgDatabase } from 'drizzle-orm/node-postgres'

/** Where a statement runs. The seed itself uses one connection and one transaction. */
export type Session = Pick<NodePgDatabase, 'execute'>
