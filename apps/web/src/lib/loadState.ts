import type { UseQueryResult } from '@tanstack/react-query'

/** What is known of what was asked for. Only what is `loaded` may turn out to be empty. */
export type LoadState = 'loaded' | 'loading' | 'offline' | 'failed'

type Query = Pick<UseQueryResult, 'data' | 'isError' | 'fetchStatus'>

export function loadStateOf({ data, isError, fetchStatus }: Query): LoadState {
  if (data !== undefined) return 'loaded'
  if (isError) return 'failed'
  return fetchStatus === 'paused' ? 'offline' : 'loading'
}

/** Of what several states make up together: the least of them. */
export const leastOf = (states: readonly LoadState[]): LoadState =>
  (['failed', 'offline', 'loading'] as const).find((state) => states.includes(state)) ?? 'loaded'
