import type { Benchmark, Text } from '../benchmark.ts'
import { explain } from '../database/explain.ts'
import { recordStatement } from '../database/recordStatement.ts'
import { workersOf } from '../database/workers.ts'
import { daysOf, pageOf } from './requests.ts'

/** The plans of the most frequent queries. */
export const plans: Benchmark = {
  name: 'plans',
  title: 'The plans of a page of 100 and of a month of counts',
  isLong: true,
  async run({ databases }) {
    const url = await databases.seeded('marketplace')
    const texts: Text[] = []
    for (const { id, label } of Object.values(await workersOf(url))) {
      for (const { shape, run } of [pageOf(id), daysOf(id)]) {
        const text = await explain(url, await recordStatement(url, run))
        texts.push({ name: `plan-${shape}-${label}`, text })
      }
    }
    return { tables: [], goals: [], texts }
  },
}
