'use client'

import { useSyncExternalStore } from 'react'

const neverChanges = () => () => {}

/** Whether this render hydrates the server's HTML. */
export const useIsHydrating = (): boolean =>
  useSyncExternalStore(
    neverChanges,
    () => false,
    () => typeof window !== 'undefined',
  )
