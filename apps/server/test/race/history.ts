import type { Database } from '@shifts/db'
import { z } from 'zod'

const tables = ['worker', 'facility', 'document_worker', 'facility_requirement', 'shift']

/** Records every change of a row that affects claims, in its transaction. Needs track_commit_timestamp. */
export async function recordHistory(db: Database<'primary'>): Promise<void> {
  await db.execute(`
    create table change (
      id bigint primary key generated always as identity,
      transaction xid8 not null default pg_current_xact_id(),
      kind text not null, before jsonb, after jsonb
    );
    create function record_change() returns trigger language plpgsql security definer as $$
    begin
      insert into public.change (kind, before, after) values (tg_table_name, to_jsonb(old), to_jsonb(new));
      return null;
    end $$;
    ${tables.map((table) => `create trigger record_change after insert or update or delete on ${table} for each row execute function record_change();`).join('\n')}`)
}

const id = z.int()
const row = {
  worker: z.object({ id, profession: z.string(), is_active: z.boolean() }),
  facility: z.object({ id, is_active: z.boolean() }),
  document_worker: z.object({ worker_id: id, document_id: id }),
  facility_requirement: z.object({ facility_id: id, document_id: id }),
  shift: z.object({
    id,
    facility_id: id,
    profession: z.string(),
    starts_at: z.string().transform((text) => Date.parse(text)),
    ends_at: z.string().transform((text) => Date.parse(text)),
    is_deleted: z.boolean(),
    worker_id: id.nullable(),
    claimed_at: z.string().nullable(),
  }),
}

const both = <Row extends z.ZodType>(schema: Row) => ({ before: schema.nullable(), after: schema.nullable() })
const common = { transaction: z.string(), committedAt: z.coerce.number() }
const change = z.discriminatedUnion('kind', [
  z.object({ ...common, kind: z.literal('worker'), ...both(row.worker) }),
  z.object({ ...common, kind: z.literal('facility'), ...both(row.facility) }),
  z.object({ ...common, kind: z.literal('document_worker'), ...both(row.document_worker) }),
  z.object({ ...common, kind: z.literal('facility_requirement'), ...both(row.facility_requirement) }),
  z.object({ ...common, kind: z.literal('shift'), ...both(row.shift) }),
])

type Shift = z.output<typeof row.shift>
export type Change = z.output<typeof change>

/** All changes in the order in which they were committed; `committedAt` is in milliseconds. */
export async function readHistory(db: Database<'primary'>): Promise<Change[]> {
  const { rows } = await db.execute(`
    select kind, before, after, transaction::text,
      extract(epoch from pg_xact_commit_timestamp(transaction::xid)) * 1000 as "committedAt"
    from change order by pg_xact_commit_timestamp(transaction::xid), id`)
  return z.array(change).parse(rows)
}

/**
 * The number of claims in the history, and those that were not allowed when they were committed: by the rule, the start or
 * an overlap.
 */
export function checkClaims(history: readonly Change[]) {
  const workers = new Map<number, z.output<typeof row.worker>>()
  const facilities = new Map<number, z.output<typeof row.facility>>()
  const shifts = new Map<number, Shift>()
  const held = new Set<string>()
  const required = new Map<string, { facility_id: number; document_id: number }>()
  let claims = 0
  const wrong: string[] = []

  function reasonsAgainst(shift: Shift, workerId: number, at: number): string[] {
    const before = shifts.get(shift.id)
    const worker = workers.get(workerId)
    const missing = [...required.values()].some(
      ({ facility_id, document_id }) =>
        facility_id === shift.facility_id && !held.has(`${workerId} ${document_id}`),
    )
    const overlapping = [...shifts.values()].some(
      (other) =>
        other.id !== shift.id &&
        other.worker_id === workerId &&
        !other.is_deleted &&
        other.starts_at < shift.ends_at &&
        other.ends_at > shift.starts_at,
    )
    const found = {
      'facility inactive': !facilities.get(shift.facility_id)?.is_active,
      'shift deleted': before?.is_deleted ?? true,
      'worker inactive': !worker?.is_active,
      'shift claimed': before?.worker_id !== null,
      'documents missing': missing,
      'profession mismatch': worker?.profession !== shift.profession,
      started: shift.starts_at <= at,
      overlaps: overlapping,
    }
    return Object.entries(found).flatMap(([reason, holds]) => (holds ? [reason] : []))
  }

  for (const entry of history) {
    switch (entry.kind) {
      case 'worker':
        if (entry.after) workers.set(entry.after.id, entry.after)
        break
      case 'facility':
        if (entry.after) facilities.set(entry.after.id, entry.after)
        break
      case 'document_worker': {
        const { before, after } = entry
        if (before) held.delete(`${before.worker_id} ${before.document_id}`)
        if (after) held.add(`${after.worker_id} ${after.document_id}`)
        break
      }
      case 'facility_requirement': {
        const { before, after } = entry
        if (before) required.delete(`${before.facility_id} ${before.document_id}`)
        if (after) required.set(`${after.facility_id} ${after.document_id}`, after)
        break
      }
      case 'shift': {
        const { before, after } = entry
        if (!after) break
        if (after.worker_id !== null && after.claimed_at !== before?.claimed_at) {
          claims += 1
          const reasons = reasonsAgainst(after, after.worker_id, entry.committedAt)
          if (reasons.length > 0)
            wrong.push(
              `worker ${after.worker_id}, shift ${after.id}, transaction ${entry.transaction}: ${reasons.join(', ')}`,
            )
        }
        shifts.set(after.id, after)
      }
    }
  }
  return { claims, wrong }
}
