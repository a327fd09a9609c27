import { getTableName } from 'drizzle-orm'
import {
  document,
  documentWorker,
  facility,
  facilityRequirement,
  savedFilter,
  shift,
  worker,
} from '@shifts/db/schema'

/** Every table that the seed fills, and savedFilter, which it leaves empty: it refers to worker. */
export const tables = [worker, facility, document, facilityRequirement, documentWorker, shift, savedFilter]

export const tableNames = tables.map(getTableName)
