import fc from 'fast-check'
import { overlap } from '@shifts/testing'
import { expect } from 'vitest'
import { action, type Action } from './action.ts'
import type { Change } from './change.ts'
import { ruleChanges } from './ruleChanges.ts'
import { shiftChanges } from './shiftChanges.ts'
import type { Model } from './state.ts'

/** Changes by SQL: one statement, or several in one transaction. */
export function sqlActions(now: string): fc.Arbitrary<Action> {
  const change = fc.oneof({ weight: 2, arbitrary: shiftChanges(now) }, { weight: 1, arbitrary: ruleChanges })
  const changes = fc.oneof(
    { weight: 4, arbitrary: fc.tuple(change) },
    { weight: 1, arbitrary: fc.array(change, { minLength: 2, maxLength: 4 }) },
  )
  return action('SQL', changes, async (model, { db, tally }, changes) => {
    const draft = structuredClone(model)
    const { statements, isRefused } = applyAll(draft, changes)
    const done = db.transaction(async (transaction) => {
      for (const statement of statements) await transaction.execute(statement)
    })
    if (!isRefused) {
      await done
      Object.assign(model, draft)
      return
    }
    await expect(done).rejects.toMatchObject({ cause: { constraint: 'shift_claims_do_not_overlap' } })
    tally('SQL: refused')
  })
}

/** The statements up to the one that the database has to refuse, if any. */
function applyAll(draft: Model, changes: Change[]): { statements: string[]; isRefused: boolean } {
  const statements: string[] = []
  for (const change of changes) {
    const statement = change.apply(draft)
    if (statement !== undefined) statements.push(statement)
    if (someClaimsOverlap(draft)) return { statements, isRefused: true }
  }
  return { statements, isRefused: false }
}

const someClaimsOverlap = ({ shifts }: Model) => {
  const claims = shifts.filter(({ claimedAt, isDeleted }) => claimedAt !== null && !isDeleted)
  return claims.some((a) => claims.some((b) => a.id < b.id && a.workerId === b.workerId && overlap(a, b)))
}
