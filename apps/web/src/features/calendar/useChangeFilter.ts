'use client'

import { useCallback, useEffect, useRef } from 'react'
import type { CalendarLocation } from '@/shared/calendar/location.ts'
import type { Navigate } from '@/shared/calendar/useCalendarLocation.ts'
import type { ShiftFilter } from '@/shared/filter/shiftFilter.ts'

export type ChangeFilter = (edit: (filter: ShiftFilter) => ShiftFilter) => void

/**
 * Returns a function that changes the filter of the address and saves it as the default. It edits the filter of the latest
 * `location`: a period that is still shown while the next one loads may have another.
 */
export function useChangeFilter(
  location: CalendarLocation,
  navigate: Navigate,
  saveDefault: (filter: ShiftFilter) => void,
): ChangeFilter {
  const latest = useRef(location)
  useEffect(() => {
    latest.current = location
  }, [location])
  return useCallback(
    (edit) => {
      const filter = edit(latest.current.filter)
      navigate({ ...latest.current, filter })
      saveDefault(filter)
    },
    [navigate, saveDefault],
  )
}
