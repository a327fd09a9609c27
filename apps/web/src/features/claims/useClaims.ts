'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { trpc } from '@/lib/trpc.ts'
import { facilityZone } from '@/shared/shift/facilityZone.ts'
import { useTexts } from '@/shared/i18n/texts.ts'
import { dateAndHours } from '@/shared/format/format.ts'
import type { OwnShift, Shift } from '@/shared/shift/shift.ts'
import { useViewer } from '@/shared/viewer/ViewerContext.tsx'
import { isolate } from '@/ui/bidi.ts'
import { useMessages, type Toast } from '@/ui/Messages.tsx'
import { claimKeys } from '@/shared/shift/pendingClaims.ts'
import { isNotClaimed, refusalTexts, toRefusal, type Refusal } from './refusal.ts'
import { useShiftCache } from './useShiftCache.ts'

export interface Claims {
  claim: (shift: Shift) => void
  release: (shift: OwnShift) => void
}

/**
 * Takes shifts and gives them back. Until the server has answered a shift counts as being claimed or given back; then it
 * can be undone, or `onRefusal` is told why not.
 */
export function useClaims(onRefusal: (shift: Shift, refusal: Refusal) => void): Claims {
  const { workerId, timeZone } = useViewer()
  const { client } = trpc.useUtils()
  const queryClient = useQueryClient()
  const cache = useShiftCache()
  const messages = useMessages()
  const texts = useTexts()

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
    mutationKey: claimKeys.claiming,
    mutationFn: (shift: Shift) => client.shift.claim.mutate({ workerId, shiftId: shift.id }),
    onMutate: (shift) => messages.show(named(texts.claims.claiming, shift)),
    onSuccess: async (own) => {
      await cache.cancelLoading()
      cache.claim(own)
      messages.show({ ...named(texts.claims.claimed, own), action: undo(() => release(own)) })
    },
    onError: (error, shift, dismiss) => {
      dismiss?.()
      onRefusal(shift, toRefusal(error))
    },
  })
  const releasing = useMutation({
    ...shared,
    mutationKey: claimKeys.releasing,
    mutationFn: (shift: OwnShift) => client.shift.release.mutate({ workerId, shiftId: shift.id }),
    onMutate: (shift) => messages.show(named(texts.claims.releasing, shift)),
    onSuccess: async (_answer, shift) => {
      await cache.cancelLoading()
      cache.release(shift)
      messages.show({ ...named(texts.claims.released, shift), action: undo(() => claim(shift)) })
    },
    onError: (error, shift, dismiss) => {
      dismiss?.()
      // Whoever does not have it has nothing to give back, and that is all that was wanted.
      if (isNotClaimed(error)) return
      const refusal = toRefusal(error)
      const facility = isolate(shift.facility.name)
      const outcome = refusal.isUncertain
        ? texts.refusal.mayStillBeYours(facility)
        : texts.refusal.isStillYours(facility)
      messages.show({ text: [outcome, ...refusalTexts(refusal, texts)].join(' ') })
    },
  })

  const undo = (run: () => void) => ({ label: texts.action.undo, run })

  const named = (what: string, shift: Shift): Toast => ({
    text: what,
    name: shift.facility.name,
    detail: dateAndHours(shift, facilityZone(shift, timeZone)),
  })

  /** Offline nobody can be asked, whichever control was used: a message keeps its action for later. */
  function unlessOffline(run: () => void): void {
    if (navigator.onLine) return run()
    messages.show({
      text: texts.claims.offline,
      action: { label: texts.action.tryAgain, run: () => unlessOffline(run) },
    })
  }
  const claim = (shift: Shift) => unlessOffline(() => claiming.mutate(shift))
  const release = (shift: OwnShift) => unlessOffline(() => releasing.mutate(shift))

  return { claim, release }
}
