import { sql } from 'drizzle-orm'
import { document } from '../schema.ts'

export interface DocumentName {
  id: number
  name: string
}

/** A document as a JSON object, for a query that reads the table. */
export const documentName = sql`json_build_object('id', ${document.id}, 'name', ${document.name})`
