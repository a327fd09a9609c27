'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { createShiftCache, type ShiftCache } from './shiftCache.ts'

export function useShiftCache(): ShiftCache {
  const queryClient = useQueryClient()
  return useMemo(() => createShiftCache(queryClient), [queryClient])
}
