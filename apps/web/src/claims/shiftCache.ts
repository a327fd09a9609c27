import type { RouterOutputs } from '@shifts/api'
import type { InfiniteData, QueryClient, QueryKey } from '@tanstack/react-query'
import { getQueryKey } from '@trpc/react-query'
import { z } from 'zod'
import type { pageInput } from '@/calendar/inputs.ts'
import { dayOf } from '@/calendar/period.ts'
import { trpc } from '@/client/trpc.ts'
import { byStart, overlap, type OwnShift, type Shift } from '@/shifts/shift.ts'

type Counts = RouterOutputs['shift']['countEligibleByDay']

interface Page<S> {
  shifts: S[]
  nextCursor: string | null
}
type Loaded<S> = Page<S> | InfiniteData<Page<S>>

type PageInput = ReturnType<typeof pageInput>

const everyShift = getQueryKey(trpc.shift)
const everyList = getQueryKey(trpc.shift.listEligible)
const everyOwnList = getQueryKey(trpc.shift.listClaimed)
const everyCount = getQueryKey(trpc.shift.countEligibleByDay)

const asked = z.tuple([
  z.unknown(),
  z.object({
    input: z.object({
      from: z.string().default('0000'),
      to: z.string().default('9999'),
      timeZone: z.string().default('UTC'),
      facilityIds: z.array(z.int()).optional(),
    }),
  }),
])

/** What the browser has loaded of shifts, changed before the server has answered, or as it tells. */
export function createShiftCache(queryClient: QueryClient) {
  /** Puts everything back to how it is now. */
  function remember(): () => void {
    const loaded = queryClient.getQueriesData({ queryKey: everyShift })
    return () => {
      for (const [key, data] of loaded) queryClient.setQueryData(key, data)
    }
  }

  function inPages<S>(queryKey: QueryKey, change: (page: Page<S>) => Page<S>): void {
    queryClient.setQueriesData<Loaded<S>>({ queryKey }, (loaded) => {
      if (!loaded) return loaded
      return 'pages' in loaded ? { ...loaded, pages: loaded.pages.map(change) } : change(loaded)
    })
  }

  /** Takes the shift out of what is open, and tells which it was if it was loaded. */
  function withdraw(shiftId: number): Shift | undefined {
    let withdrawn: Shift | undefined
    inPages<Shift>(everyList, (page) => {
      const found = page.shifts.find(({ id }) => id === shiftId)
      withdrawn ??= found
      return found ? { ...page, shifts: page.shifts.filter((shift) => shift !== found) } : page
    })
    if (withdrawn) countOneLess(withdrawn)
    return withdrawn
  }

  function countOneLess({ startsAt, facility }: Shift): void {
    for (const [key, counts] of queryClient.getQueriesData<Counts>({ queryKey: everyCount })) {
      const { from, to, timeZone, facilityIds } = asked.parse(key)[1].input
      const isCounted = isWithin({ from, to }, startsAt) && (facilityIds?.includes(facility.id) ?? true)
      if (!counts || !isCounted) continue
      const day = dayOf(startsAt, timeZone)
      const days = counts.days
        .map((count) => (count.day === day ? { ...count, shifts: count.shifts - 1 } : count))
        .filter(({ shifts }) => shifts > 0)
      queryClient.setQueryData<Counts>(key, { days, total: counts.total - 1 })
    }
  }

  /** Puts the shift among the worker's own, where its place is loaded. */
  function addOwn(shift: OwnShift): void {
    for (const [key, loaded] of queryClient.getQueriesData<Loaded<OwnShift>>({ queryKey: everyOwnList })) {
      if (!loaded || !isWithin(asked.parse(key)[1].input, shift.startsAt)) continue
      let isPlaced = false
      const place = (page: Page<OwnShift>): Page<OwnShift> => {
        const last = page.shifts.at(-1)
        const belongs = page.nextCursor === null || (last && byStart(shift, last) < 0)
        if (isPlaced || !belongs) return page
        isPlaced = true
        const others = page.shifts.filter(({ id }) => id !== shift.id)
        return { ...page, shifts: [...others, shift].toSorted(byStart) }
      }
      const placed = 'pages' in loaded ? { ...loaded, pages: loaded.pages.map(place) } : place(loaded)
      queryClient.setQueryData<Loaded<OwnShift>>(key, placed)
    }
  }

  function markOverlaps(own: OwnShift): void {
    inPages<Shift>(everyList, (page) => ({
      ...page,
      shifts: page.shifts.map((shift) => (overlap(shift, own) ? { ...shift, overlapsClaimed: true } : shift)),
    }))
  }

  return {
    withdraw,
    /** The open shifts of a page that were loaded with other pages: to be shown until the answer is there. */
    known({ from, to, facilityIds, limit }: PageInput): Page<Shift> | undefined {
      const filter = String(facilityIds)
      const loaded = queryClient
        .getQueriesData<Loaded<Shift>>({ queryKey: everyList })
        .filter(([key]) => String(asked.parse(key)[1].input.facilityIds) === filter)
        .flatMap(([, data]) => (data ? ('pages' in data ? data.pages : [data]) : []))
        .flatMap(({ shifts }) => shifts)
        .filter(({ startsAt }) => isWithin({ from, to }, startsAt))
      const shifts = [...new Map(loaded.map((shift) => [shift.id, shift])).values()].toSorted(byStart)
      return shifts.length > 0 ? { shifts: shifts.slice(0, limit), nextCursor: null } : undefined
    },
    /** As if the worker had the shift already. Returns it so, and the way back. */
    claim(shift: Shift): { own: OwnShift; undo: () => void } {
      const undo = remember()
      const own = { ...shift, overlapsClaimed: false, claimedAt: new Date().toISOString() }
      withdraw(shift.id)
      addOwn(own)
      markOverlaps(own)
      return { own, undo }
    },
    /** As if the worker did not have it any more. Returns the way back. */
    release(shift: OwnShift): () => void {
      const undo = remember()
      inPages<OwnShift>(everyOwnList, (page) => ({
        ...page,
        shifts: page.shifts.filter(({ id }) => id !== shift.id),
      }))
      return undo
    },
    /** An answer that is under way would bring back what was before. */
    cancelLoading: () => queryClient.cancelQueries({ queryKey: everyShift }),
    /** Asks anew for whatever is shown. */
    reload: () => queryClient.invalidateQueries(),
  }
}

export type ShiftCache = ReturnType<typeof createShiftCache>

const isWithin = ({ from, to }: { from: string; to: string }, instant: string) =>
  from <= instant && instant < to
