import type { UseQueryResult } from '@tanstack/react-query'

/** The state of a query. Only a `loaded` list is known to be empty. `offline`: paused until the browser is online. */
export type LoadState = 'loaded' | 'loading' | 'offline' | 'failed'

type Query = Pick<UseQueryResult, 'data' | 'isError' | 'fetchStatus'>

export function loadStateOf({ data, isError, fetchStatus }: Query): LoadState {
  if (data !== undefined) return 'loaded'
  if (isError) return 'failed'
  return fetchStatus === 'paused' ? 'offline' : 'loading'
}

/** The state of several queries together: `loaded` only if all are. */
export const combineLoadStates = (states: readonly LoadState[]): LoadState =>
  (['failed', 'offline', 'loading'] as const).find((state) => states.includes(state)) ?? 'loaded'
