import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { prepareStatement } from './prepare.ts'

interface Params {
  workerId: number
  facilityIds: readonly number[] | null
}

const statement = prepareStatement<Params>(
  'example',
  (param) => sql`select ${param('workerId')}::int, ${param('facilityIds')}::int[]`,
)

test('fills in the parameters, and has a name only if it is prepared', () => {
  const text = 'select $1::int, $2::int[]'
  const params = { workerId: 7, facilityIds: null }
  expect(statement(params, true)).toEqual({ name: 'example', text, values: [7, null] })
  expect(statement(params, false)).toEqual({ text, values: [7, null] })
})

test('does not compile with a misspelt or a missing parameter', () => {
  // @ts-expect-error -- the test is that this does not compile: no parameter has this name
  prepareStatement<Params>('misspelt', (param) => sql`select ${param('workrId')}::int`)
  // @ts-expect-error -- the test is that this does not compile: facilityIds is missing
  expect(() => statement({ workerId: 7 }, true)).toThrow('facilityIds')
})

test('has the parts that its variant uses', () => {
  const build = (uses: readonly string[]) =>
    prepareStatement<Params>(
      'example',
      (param) =>
        sql`select ${param('workerId')}::int${param.uses('place') ? sql`, ${param('facilityIds')}::int[]` : sql``}`,
      uses,
    )({ workerId: 7, facilityIds: [1] }, false)
  expect(build(['place'])).toEqual({ text: 'select $1::int, $2::int[]', values: [7, [1]] })
  expect(build(['clock'])).toEqual({ text: 'select $1::int', values: [7] })
})
