import { getTableName } from 'drizzle-orm'
import {
  calendarFeed,
  document,
  documentWorker,
  facility,
  facilityRequirement,
  savedFilter,
  shift,
  worker,
  workerIdentity,
} from '../schema.ts'

/** Every table that a bulk load fills, and those that refer to worker, which it leaves empty. */
export const tables = [
  worker,
  facility,
  document,
  facilityRequirement,
  documentWorker,
  shift,
  savedFilter,
  calendarFeed,
  workerIdentity,
]

export const tableNames = tables.map(getTableName)
