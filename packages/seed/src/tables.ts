import { getTableName } from 'drizzle-orm'
import { document, documentWorker, facility, facilityRequirement, shift, worker } from '@shifts/db/schema'

/** Every table that the seed fills. */
export const tables = [worker, facility, document, facilityRequirement, documentWorker, shift]

export const tableNames = tables.map(getTableName)
