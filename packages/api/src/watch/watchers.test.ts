import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createWatchers } from './watchers.ts'

const workerId = fc.nat({ max: 5 })
const scope = fc.record({
  isActive: fc.constant(true),
  profession: fc.constant('RN' as const),
  facilityIds: fc.uniqueArray(fc.nat({ max: 9 })),
})
const step = fc.oneof(
  fc.record({ type: fc.constant('set' as const), workerId, scope }),
  fc.record({ type: fc.constant('remove' as const), workerId }),
)

test('the watchers at a facility are those whose last scope has it, whatever came before', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      const watchers = createWatchers()
      const facilityIdsOf = new Map<number, number[]>()
      for (const each of steps) {
        const watcher = watchers.get(each.workerId)
        if (each.type === 'set') {
          watchers.set(each.workerId, each.scope, watcher?.queues ?? new Set())
          facilityIdsOf.set(each.workerId, each.scope.facilityIds)
        } else if (watcher) {
          watchers.remove(watcher)
          watchers.remove(watcher)
          facilityIdsOf.delete(each.workerId)
        }
        for (let facilityId = 0; facilityId < 10; facilityId++) {
          const found = watchers.at(facilityId).map((each) => each.workerId)
          const expected = [...facilityIdsOf].flatMap(([id, ids]) => (ids.includes(facilityId) ? id : []))
          expect(found.toSorted((a, b) => a - b)).toEqual(expected.toSorted((a, b) => a - b))
        }
      }
    }),
  )
})
