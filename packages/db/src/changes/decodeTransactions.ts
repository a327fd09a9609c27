import { PgoutputPlugin, type Pgoutput } from 'pg-logical-replication'
import type { RevokedSession } from '../sessions/revokedSessions.ts'
import { fromPostgresInstant } from '../client/instant.ts'
import { maxIds, type Change, type ListenOptions } from './change.ts'

/** The publication that a migration creates. */
export const publicationName = 'open_shifts_changes'

/** A row as it is in the log: each value as PostgreSQL writes it, or null. */
type Row = Record<string, unknown>

type IdKind = 'shiftIds' | 'facilityIds' | 'documentIds' | 'workerIds'

type Tell = (kind: IdKind, id: unknown) => void

/** A changed row. A new one has no `before`, a deleted one no `after`. */
interface RowChange {
  before: Row | undefined
  after: Row | undefined
}

const shownOfShift = ['id', 'facility_id', 'profession', 'starts_at', 'ends_at', 'is_deleted', 'worker_id']
const placeOfShift = ['id', 'facility_id', 'profession']
const shownOfWorker = ['id', 'is_active', 'profession']

const differ = (before: Row, after: Row, columns: readonly string[] = Object.keys(after)) =>
  columns.some((column) => before[column] !== after[column])

/** What a change of a row tells, by table. The triggers in the migrations notify of the same. */
const describers: Record<string, (change: RowChange, tell: Tell) => void> = {
  shift({ before, after }, tell) {
    if (after && (!before || differ(before, after, shownOfShift))) tell('shiftIds', after['id'])
    // The watchers of its old facility have to learn that the shift is deleted or moved.
    if (before && (!after || differ(before, after, placeOfShift))) tell('facilityIds', before['facility_id'])
  },
  facility({ before, after }, tell) {
    if (after && (!before || differ(before, after))) tell('facilityIds', after['id'])
  },
  document({ before, after }, tell) {
    if (before && after && differ(before, after)) tell('documentIds', after['id'])
  },
  worker({ before, after }, tell) {
    if (before && (!after || differ(before, after, shownOfWorker))) tell('workerIds', (after ?? before)['id'])
  },
  document_worker({ before, after }, tell) {
    for (const row of [before, after]) if (row) tell('workerIds', row['worker_id'])
  },
}

/** Tables whose describers need no more of an old row than the key, which the log has if it changed. */
const describedByKey = new Set(['document_worker', 'revoked_session'])

/** Emptying the other tables empties these too, or updates facilities. */
const emptiedTables = new Set(['shift', 'document_worker'])

/** The first letters of messages about one row. The id of its table follows. */
const rowTags = new Set(Buffer.from('IUD'))

/** What a transaction has changed. With more than 500 ids of one kind it is `everything`. */
function collectChange() {
  const ids: Partial<Record<IdKind, Set<number>>> = {}
  let isEverything = false
  return {
    tell: (kind: IdKind, id: unknown): void => {
      const set = (ids[kind] ??= new Set())
      set.add(Number(id))
      if (set.size > maxIds) isEverything = true
    },
    tellEverything: (): void => {
      isEverything = true
    },
    isEverything: () => isEverything,
    /** Undefined if nothing has changed. */
    change(): Change | undefined {
      if (isEverything) return { everything: true }
      const named = Object.entries(ids).map(([kind, set]) => [kind, [...set]] as const)
      return named.length > 0 ? Object.fromEntries(named) : undefined
    },
  }
}

/**
 * Returns a function that reads one message of pgoutput. At the end of each transaction, the changes of which the triggers would notify
 * are passed to `onChange`, if there are any. It needs the same memory for a transaction of any size.
 */
export function createTransactionDecoder(
  timeline: number,
  { onChange, onSessionRevoked }: Pick<ListenOptions, 'onChange' | 'onSessionRevoked'>,
): (message: Buffer) => void {
  const parser = new PgoutputPlugin({ protoVersion: 1, publicationNames: [publicationName] })
  let collected = collectChange()
  let begin: Pgoutput.MessageBegin | undefined
  let revokedSessions: RevokedSession[] = []
  let revokedSessionTable: number | undefined

  function readRow({ relation, ...row }: RowMessage): void {
    const before = (row.tag !== 'insert' && (row.old ?? row.key)) || undefined
    const after = row.tag === 'delete' ? undefined : row.new
    // Somebody has changed the replica identity of the table.
    const lacksOldRow = row.tag !== 'insert' && !row.old && !describedByKey.has(relation.name)
    if (lacksOldRow) collected.tellEverything()
    else describers[relation.name]?.({ before, after }, collected.tell)
    if (relation.name === 'revoked_session' && row.tag === 'insert')
      revokedSessions.push(toRevokedSession(row.new))
  }

  function endTransaction(commitEndLsn: string | null): void {
    const change = collected.change()
    if (change && begin)
      onChange({ ...change, position: `${timeline}.${commitEndLsn}`, xid: begin.xid >>> 0 })
    for (const session of revokedSessions) onSessionRevoked?.(session)
    collected = collectChange()
    revokedSessions = []
  }

  function read(message: Pgoutput.Message): void {
    switch (message.tag) {
      case 'begin':
        begin = message
        return
      case 'relation':
        if (message.name === 'revoked_session') revokedSessionTable = message.relationOid
        // Values are only compared, and parsing instants is slow.
        for (const column of message.columns) column.parser = (text: string) => text
        return
      case 'insert':
      case 'update':
      case 'delete':
        return readRow(message)
      case 'truncate':
        if (message.relations.some(({ name }) => emptiedTables.has(name))) collected.tellEverything()
        return
      case 'commit':
        return endTransaction(message.commitEndLsn)
      case 'message':
      case 'origin':
      case 'type':
    }
  }

  return (message) => {
    // Once everything counts as changed, the other rows need not be read.
    const isSkipped =
      collected.isEverything() &&
      rowTags.has(message.readUInt8(0)) &&
      message.readInt32BE(1) !== revokedSessionTable
    if (!isSkipped) read(parser.parse(message))
  }
}

type RowMessage = Pgoutput.MessageInsert | Pgoutput.MessageUpdate | Pgoutput.MessageDelete

const toRevokedSession = ({ id, expires_at: expiresAt }: Row): RevokedSession => ({
  id: String(id),
  expiresAt: fromPostgresInstant(String(expiresAt)),
})
