import fc from 'fast-check'
import { change, type Change } from './change.ts'
import { documentId, facilityId, profession, usuallyActive, workerId } from './arbitraries.ts'
import type { Model } from './state.ts'

// What decides who may work where, changed by plain SQL.

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

/** Which documents somebody has to do with: those that a worker holds, or that a facility requires. */
interface Tie {
  table: 'document_worker' | 'facility_requirement'
  column: 'worker_id' | 'facility_id'
  ownerId: fc.Arbitrary<number>
  documentsOf: (model: Model, ownerId: number) => number[]
}

const holding: Tie = {
  table: 'document_worker',
  column: 'worker_id',
  ownerId: workerId,
  documentsOf: ({ workers }, id) => byId(workers, id).holds,
}

const requirement: Tie = {
  table: 'facility_requirement',
  column: 'facility_id',
  ownerId: facilityId,
  documentsOf: ({ facilities }, id) => byId(facilities, id).requires,
}

function changesOf({ table, column, ownerId, documentsOf }: Tie): fc.Arbitrary<Change> {
  const tie = fc.record({ ownerId, documentId })
  type Drawn = { ownerId: number; documentId: number }
  const has = (model: Model, { ownerId, documentId }: Drawn) =>
    documentsOf(model, ownerId).includes(documentId)
  const add = (model: Model, { ownerId, documentId }: Drawn) =>
    void documentsOf(model, ownerId).push(documentId)
  const remove = (model: Model, { ownerId, documentId }: Drawn) => {
    const documents = documentsOf(model, ownerId)
    documents.splice(documents.indexOf(documentId), 1)
  }
  const where = ({ ownerId, documentId }: Drawn) => `${column} = ${ownerId} and document_id = ${documentId}`

  const insert = change(`insert ${table}`, tie, (model, drawn) => {
    if (has(model, drawn)) return undefined
    add(model, drawn)
    return `insert into ${table} (${column}, document_id) values (${drawn.ownerId}, ${drawn.documentId})`
  })
  const drop = change(`delete ${table}`, tie, (model, drawn) => {
    if (!has(model, drawn)) return undefined
    remove(model, drawn)
    return `delete from ${table} where ${where(drawn)}`
  })
  const move = change(`update ${table}`, fc.record({ from: tie, to: tie }), (model, { from, to }) => {
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
  changesOf(holding),
  changesOf(requirement),
)
