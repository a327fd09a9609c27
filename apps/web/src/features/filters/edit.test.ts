import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hasFilter } from '@/shared/filter/shiftFilter.ts'
import { weekdays } from '@/shared/time/partOfDay.ts'
import { choicesOf, otherFieldsOf, toggled, withFits, withoutField } from './edit.ts'

test('toggling a value adds or removes it alone, in order, and twice changes nothing', () => {
  const chosen = fc.subarray([...weekdays])
  fc.assert(
    fc.property(chosen, fc.constantFrom(...weekdays), (days, day) => {
      const next = toggled(days, day, weekdays) ?? []
      expect(next.includes(day)).toBe(!days.includes(day))
      expect(next.filter((other) => other !== day)).toEqual(days.filter((other) => other !== day))
      expect(next).toEqual(weekdays.filter((other) => next.includes(other)))
      expect(toggled(next, day, weekdays) ?? []).toEqual(days)
    }),
  )
})

test('a list without a value is no field', () => {
  expect(toggled(['mon'], 'mon', weekdays)).toBeUndefined()
  expect(toggled(undefined, 'mon', weekdays)).toEqual(['mon'])
})

test('without “fits”, no rest is asked for', () => {
  expect(hasFilter(withFits({ fitsAroundClaimed: true, minRestHours: 10 }, false))).toBe(false)
  expect(withFits({ minHours: 8 }, true)).toEqual({ minHours: 8, fitsAroundClaimed: true })
})

test('the choices have the current value in its place', () => {
  expect(choicesOf([5, 10], undefined)).toEqual([5, 10])
  expect(choicesOf([5, 10], 10)).toEqual([5, 10])
  expect(choicesOf([5, 10], 7.5)).toEqual([5, 7.5, 10])
})

test('every field that is not in the bar can be removed alone', () => {
  const filter = {
    partsOfDay: ['night' as const],
    weekdays: ['sat' as const],
    minHours: 8,
    facilityIds: [1],
    withinMiles: 25,
    near: { latitude: 1, longitude: 2 },
    fitsAroundClaimed: true,
    minRestHours: 10,
  }
  const fields = otherFieldsOf(filter)
  expect(fields).toEqual(['weekdays', 'length', 'facilities', 'place', 'rest'])
  for (const field of fields)
    expect(otherFieldsOf(withoutField(filter, field))).toEqual(fields.filter((other) => other !== field))
  const rest = fields.reduce(withoutField, filter)
  expect(rest).toEqual({ partsOfDay: ['night'], fitsAroundClaimed: true })
})
