import fc from 'fast-check'
import { change, type Change } from './change.ts'
import { documentId, facilityId, profession, usuallyActive, workerId } from './arbitraries.ts'
import type { Model } from './state.ts'

// Changes by SQL of what determines who may work where.

type Switchable = 'workers' | 'facilities' | 'documents'

const switchOne = (table: string, rows: Switchable, id: fc.Arbitrary<number>) =>
  change(`switch ${table}`, fc.record({ id, isActive: usuallyActive }), (model, { id, isActive }) => {
    byId(model[rows], id).isActive = isActive
    return `update ${table} set is_active = ${isActive} where id = ${id}`
  })

const changeProfession = change(
  'change profession',
  fc.record({ workerId, profession }),
  ({ workers }, { workerId, profession }) => {
    byId(workers, workerId).profession = profession
    return `update worker set profession = '${profession}' where id = ${workerId}`
  },
)

/** A table of documents by owner: those that a worker holds, or those that a facility requires. */
interface DocumentTable {
  table: 'document_worker' | 'facility_requirement'
  column: 'worker_id' | 'facility_id'
  ownerId: fc.Arbitrary<number>
  documentsOf: (model: Model, ownerId: number) => number[]
}

const held: DocumentTable = {
  table: 'document_worker',
  column: 'worker_id',
  ownerId: workerId,
  documentsOf: ({ workers }, id) => byId(workers, id).holds,
}

const required: DocumentTable = {
  table: 'facility_requirement',
  column: 'facility_id',
  ownerId: facilityId,
  documentsOf: ({ facilities }, id) => byId(facilities, id).requires,
}

function changesOf({ table, column, ownerId, documentsOf }: DocumentTable): fc.Arbitrary<Change> {
  const row = fc.record({ ownerId, documentId })
  type Row = { ownerId: number; documentId: number }
  const has = (model: Model, { ownerId, documentId }: Row) => documentsOf(model, ownerId).includes(documentId)
  const add = (model: Model, { ownerId, documentId }: Row) =>
    void documentsOf(model, ownerId).push(documentId)
  const remove = (model: Model, { ownerId, documentId }: Row) => {
    const documents = documentsOf(model, ownerId)
    documents.splice(documents.indexOf(documentId), 1)
  }
  const where = ({ ownerId, documentId }: Row) => `${column} = ${ownerId} and document_id = ${documentId}`

  const insert = change(`insert ${table}`, row, (model, row) => {
    if (has(model, row)) return undefined
    add(model, row)
    return `insert into ${table} (${column}, document_id) values (${row.ownerId}, ${row.documentId})`
  })
  const drop = change(`delete ${table}`, row, (model, row) => {
    if (!has(model, row)) return undefined
    remove(model, row)
    return `delete from ${table} where ${where(row)}`
  })
  const move = change(`update ${table}`, fc.record({ from: row, to: row }), (model, { from, to }) => {
    if (!has(model, from) || has(model, to)) return undefined
    remove(model, from)
    add(model, to)
    return `update ${table} set ${column} = ${to.ownerId}, document_id = ${to.documentId} where ${where(from)}`
  })
  return fc.oneof(insert, drop, move)
}

function byId<Row extends { id: number }>(rows: Row[], id: number): Row {
  const row = rows.find((row) => row.id === id)
  if (!row) throw new Error(`The model has no row ${id}.`)
  return row
}

export const ruleChanges: fc.Arbitrary<Change> = fc.oneof(
  switchOne('facility', 'facilities', facilityId),
  switchOne('worker', 'workers', workerId),
  switchOne('document', 'documents', documentId),
  changeProfession,
  changesOf(held),
  changesOf(required),
)
