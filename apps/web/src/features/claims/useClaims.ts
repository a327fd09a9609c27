'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useRef } from 'react'
import { trpc } from '@/lib/trpc.ts'
import { facilityZone } from '@/shared/shift/facilityZone.ts'
import { useTexts } from '@/shared/i18n/texts.ts'
import { useFormat } from '@/shared/format/useFormat.ts'
import type { ClaimedShift, Shift } from '@/shared/shift/shift.ts'
import { useViewer } from '@/shared/viewer/ViewerContext.tsx'
import { isolate } from '@/ui/bidi.ts'
import { useMessages, type Toast } from '@/ui/Messages.tsx'
import { claimKeys, isBeingClaimed } from '@/shared/shift/pendingClaims.ts'
import { isNotClaimed, refusalTexts, toRefusal, type Refusal } from './refusal.ts'
import { useShiftCache } from './useShiftCache.ts'

export interface Claims {
  claim: (shift: Shift) => void
  release: (shift: ClaimedShift) => void
}

/**
 * Claims and releases shifts. A shift is shown as pending until the server has responded; then a message offers to undo
 * the change. Calls `onRefusal` if a claim fails. The same functions in every render, so that lists of shifts with a claim button
 * are not rendered again.
 */
export function useClaims(onRefusal: (shift: Shift, refusal: Refusal) => void): Claims {
  const { workerId, timeZone } = useViewer()
  const { client } = trpc.useUtils()
  const queryClient = useQueryClient()
  const cache = useShiftCache()
  const messages = useMessages()
  const texts = useTexts()
  const { dateAndHours } = useFormat()

  const shared = {
    // Mutations of one scope run one after the other, so that an undo follows what it undoes.
    scope: { id: 'claims' },
    // Only after the last mutation: a reload before that would show an earlier state.
    onSettled: () => {
      if (queryClient.isMutating({ mutationKey: claimKeys.all }) === 1) void cache.reload()
    },
  }
  const claiming = useMutation({
    ...shared,
    mutationKey: claimKeys.claiming,
    mutationFn: (shift: Shift) => client.shift.claim.mutate({ workerId, shiftId: shift.id }),
    onMutate: (shift) => messages.show(toastFor(texts.claims.claiming, shift)),
    onSuccess: async (claimed) => {
      await cache.cancelLoading()
      cache.claim(claimed)
      messages.show({ ...toastFor(texts.claims.claimed, claimed), action: undo(() => release(claimed)) })
    },
    onError: (error, shift, dismiss) => {
      dismiss?.()
      onRefusal(shift, toRefusal(error))
    },
  })
  const releasing = useMutation({
    ...shared,
    mutationKey: claimKeys.releasing,
    mutationFn: (shift: ClaimedShift) => client.shift.release.mutate({ workerId, shiftId: shift.id }),
    onMutate: (shift) => messages.show(toastFor(texts.claims.releasing, shift)),
    onSuccess: async (_output, shift) => {
      await cache.cancelLoading()
      cache.release(shift)
      messages.show({ ...toastFor(texts.claims.released, shift), action: undo(() => claim(shift)) })
    },
    onError: (error, shift, dismiss) => {
      dismiss?.()
      // The worker does not have the shift any more, which is what was requested.
      if (isNotClaimed(error)) return
      const refusal = toRefusal(error)
      const facility = isolate(shift.facility.name)
      const outcome = refusal.isUncertain
        ? texts.refusal.mayStillBeClaimed(facility)
        : texts.refusal.isStillClaimed(facility)
      messages.show({ text: [outcome, ...refusalTexts(refusal, texts)].join(' ') })
    },
  })

  const undo = (run: () => void) => ({ label: texts.action.undo, run })

  const toastFor = (text: string, shift: Shift): Toast => ({
    text,
    name: shift.facility.name,
    detail: dateAndHours(shift, facilityZone(shift, timeZone)),
  })

  /** Checked here for every control: a toast shown while online keeps its Undo button after the connection is lost. */
  function unlessOffline(run: () => void): void {
    if (navigator.onLine) return run()
    messages.show({
      text: texts.claims.offline,
      action: { label: texts.action.tryAgain, run: () => unlessOffline(run) },
    })
  }
  /** A second click can arrive before the button is rendered as disabled. */
  const claim = (shift: Shift) =>
    unlessOffline(() => {
      if (!isBeingClaimed(queryClient, shift.id)) claiming.mutate(shift)
    })
  const release = (shift: ClaimedShift) => unlessOffline(() => releasing.mutate(shift))

  const latest = useRef<Claims>({ claim, release })
  useEffect(() => {
    latest.current = { claim, release }
  })
  return useMemo(
    () => ({
      claim: (shift) => latest.current.claim(shift),
      release: (shift) => latest.current.release(shift),
    }),
    [],
  )
}
