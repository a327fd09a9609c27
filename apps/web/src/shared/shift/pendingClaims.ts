'use client'

import { useMutationState, type QueryClient } from '@tanstack/react-query'

/** A claim or release to which the server has not responded yet. Until then the shift's state has not changed. */
export type PendingClaim = 'claiming' | 'releasing'

/** The keys of the mutations, to find those that are pending: of all, of claims and of releases. */
export const claimKeys = {
  all: ['claims'],
  claiming: ['claims', 'claiming'],
  releasing: ['claims', 'releasing'],
} as const

/** The id of the shift that is the input of a mutation; undefined for any other input. */
const shiftIdOf = (input: unknown): number | undefined =>
  typeof input === 'object' && input !== null && 'id' in input && typeof input.id === 'number'
    ? input.id
    : undefined

function usePendingIds(mutationKey: readonly string[]): number[] {
  return useMutationState({
    filters: { mutationKey, status: 'pending' },
    select: ({ state }) => shiftIdOf(state.variables),
  }).filter((id) => id !== undefined)
}

/** The shifts that are being claimed or given back, by id. */
export function usePendingClaims(): ReadonlyMap<number, PendingClaim> {
  const claiming = usePendingIds(claimKeys.claiming)
  const releasing = usePendingIds(claimKeys.releasing)
  const pending = new Map<number, PendingClaim>()
  for (const id of claiming) pending.set(id, 'claiming')
  for (const id of releasing) pending.set(id, 'releasing')
  return pending
}

/** Whether a claim of the shift by this page is pending. */
export const isBeingClaimed = (queryClient: QueryClient, shiftId: number): boolean =>
  queryClient.isMutating({
    mutationKey: claimKeys.claiming,
    predicate: ({ state }) => shiftIdOf(state.variables) === shiftId,
  }) > 0
