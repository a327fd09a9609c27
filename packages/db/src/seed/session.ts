import type { NodePgDatabase } from 'drizzle-orm/node-postgres'

/** The one connection, in the one transaction, that the seed runs in. */
export type Session = Pick<NodePgDatabase, 'execute'>
