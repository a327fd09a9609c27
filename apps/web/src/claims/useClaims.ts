'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Viewer } from '@/calendar/inputs.ts'
import { trpc } from '@/client/trpc.ts'
import { dateAndHours } from '@/shifts/format.ts'
import type { OwnShift, Shift } from '@/shifts/shift.ts'
import { useMessages } from '@/ui/Messages.tsx'
import { isNotClaimed, toRefusal, type Refusal } from './refusal.ts'
import { useShiftCache } from './useShiftCache.ts'

export interface Claims {
  claim: (shift: Shift) => void
  release: (shift: OwnShift) => void
}

/**
 * Takes shifts and gives them back. The calendar shows it at once, before the server has answered, and each can be
 * undone; what was refused is put back, and `onRefusal` told.
 */
export function useClaims({ workerId }: Viewer, onRefusal: (shift: Shift, refusal: Refusal) => void): Claims {
  const { client } = trpc.useUtils()
  const queryClient = useQueryClient()
  const cache = useShiftCache()
  const messages = useMessages()

  const shared = {
    // One after the other, so that what undoes comes after what it undoes.
    scope: { id: 'claims' },
    // An answer that comes before the last is decided would show what was before.
    onSettled: () => {
      if (queryClient.isMutating() === 1) void cache.reload()
    },
  }
  const claiming = useMutation({
    ...shared,
    mutationFn: (shift: Shift) => client.shift.claim.mutate({ workerId, shiftId: shift.id }),
    onMutate: async (shift) => {
      await cache.cancelLoading()
      const { own, undo } = cache.claim(shift)
      const undoLater = { label: 'Undo', run: () => releasing.mutate(own) }
      return { undo, dismiss: messages.show({ ...named('Yours', shift), action: undoLater }) }
    },
    onError: (error, shift, shown) => {
      shown?.undo()
      shown?.dismiss()
      onRefusal(shift, toRefusal(error))
    },
  })
  const releasing = useMutation({
    ...shared,
    mutationFn: (shift: OwnShift) => client.shift.release.mutate({ workerId, shiftId: shift.id }),
    onMutate: async (shift) => {
      await cache.cancelLoading()
      const undo = cache.release(shift)
      const undoLater = { label: 'Undo', run: () => claiming.mutate(shift) }
      messages.show({ ...named('Given back', shift), action: undoLater })
      return undo
    },
    onError: (error, _shift, undo) => {
      // Whoever does not have it has nothing to give back, and that is all that was wanted.
      if (isNotClaimed(error)) return
      undo?.()
      messages.show({ text: `The shift is still yours. ${toRefusal(error).complaints.join(' ')}` })
    },
  })

  return { claim: claiming.mutate, release: releasing.mutate }
}

const named = (what: string, shift: Shift) => ({
  text: `${what}: ${shift.facility.name}`,
  detail: dateAndHours(shift, shift.facility.timeZone),
})
