import type { DocumentName } from '../documents/documentName.ts'
import { asc, eq } from 'drizzle-orm'
import type { Queryable, Server } from '../client/connect.ts'
import { NotFoundError } from '../errors.ts'
import type { Coordinates } from '../shifts/filter.ts'
import { document, documentWorker, worker, type Profession } from '../schema.ts'

export interface WorkerWithDocuments {
  id: number
  name: string
  profession: Profession
  isActive: boolean
  documents: DocumentName[]
  /** Null where unknown. */
  home: Coordinates | null
}

/**
 * A worker, active or not, with the documents it holds, by name.
 * @throws {NotFoundError} for an unknown worker
 */
export async function getWorker(db: Queryable<Server>, workerId: number): Promise<WorkerWithDocuments> {
  const rows = await db
    .select({ worker, document: { id: document.id, name: document.name } })
    .from(worker)
    .leftJoin(documentWorker, eq(documentWorker.workerId, worker.id))
    .leftJoin(document, eq(document.id, documentWorker.documentId))
    .where(eq(worker.id, workerId))
    .orderBy(asc(document.name), asc(document.id))
  const [first] = rows
  if (!first) throw new NotFoundError('worker', [workerId])
  const { homeLatitude, homeLongitude, ...found } = first.worker
  return {
    ...found,
    documents: rows.flatMap((row) => row.document ?? []),
    home: toCoordinates(homeLatitude, homeLongitude),
  }
}

const toCoordinates = (latitude: number | null, longitude: number | null): Coordinates | null =>
  latitude === null || longitude === null ? null : { latitude, longitude }
