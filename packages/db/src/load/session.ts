import type { NodePgDatabase } from 'drizzle-orm/node-postgres'

/** Where a statement runs. A bulk load uses one connection and one transaction. */
export type Session = Pick<NodePgDatabase, 'execute'>
