'use client'

import { useMutationState, type QueryClient } from '@tanstack/react-query'
import { z } from 'zod'

/** What the server has not answered yet: the shift is not the worker's, or still is, until it has. */
export type PendingClaim = 'claiming' | 'releasing'

/** Names the mutations, for whoever looks for those under way. */
export const claimKeys = { claiming: ['claiming'], releasing: ['releasing'] } as const

const claimed = z.object({ id: z.int() })

function usePendingIds(mutationKey: readonly string[]): number[] {
  return useMutationState({
    filters: { mutationKey, status: 'pending' },
    select: ({ state }) => claimed.parse(state.variables).id,
  })
}

/** The shifts that are being claimed or given back, by id. */
export function usePendingClaims(): ReadonlyMap<number, PendingClaim> {
  const claiming = usePendingIds(claimKeys.claiming)
  const releasing = usePendingIds(claimKeys.releasing)
  return new Map([
    ...claiming.map((id) => [id, 'claiming'] as const),
    ...releasing.map((id) => [id, 'releasing'] as const),
  ])
}

/** Whether the worker is claiming the shift itself. */
export const isBeingClaimed = (queryClient: QueryClient, shiftId: number): boolean =>
  queryClient.isMutating({
    mutationKey: claimKeys.claiming,
    predicate: ({ state }) => claimed.safeParse(state.variables).data?.id === shiftId,
  }) > 0
