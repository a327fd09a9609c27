import type { RouterOutputs } from '@shifts/api'
import type { InfiniteData, QueryClient, QueryKey } from '@tanstack/react-query'
import { getQueryKey } from '@trpc/react-query'
import { z } from 'zod'
import type { pageInput } from '@/shared/calendar/inputs.ts'
import { isSameFilter, matchesFilter } from '@/shared/filter/matchesFilter.ts'
import { dayOf } from '@/shared/time/period.ts'
import { trpc } from '@/lib/trpc.ts'
import { byStart, overlap, type OwnShift, type Shift } from '@/shared/shift/shift.ts'

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

/** The input of a query, of its key in the cache. */
const queryInput = z.tuple([
  z.unknown(),
  z.object({
    input: z.object({
      from: z.string().optional(),
      to: z.string().optional(),
      timeZone: z.string().default('UTC'),
      facilityIds: z.array(z.int()).optional(),
    }),
  }),
])

const inputOf = (key: QueryKey) => queryInput.parse(key)[1].input

/** What the browser has loaded of shifts, changed as the server answers and tells. */
export function createShiftCache(queryClient: QueryClient) {
  function inPages<S>(queryKey: QueryKey, change: (page: Page<S>) => Page<S>): void {
    queryClient.setQueriesData<Loaded<S>>({ queryKey }, (loaded) => loaded && changePages(loaded, change))
  }

  /** Takes the shift out of what is open. Returns whether it was loaded. */
  function withdraw(shiftId: number): boolean {
    const loaded = queryClient.getQueriesData<Loaded<Shift>>({ queryKey: everyList })
    const shift = loaded.flatMap(([, pages]) => shiftsOf(pages)).find(({ id }) => id === shiftId)
    if (!shift) return false
    inPages<Shift>(everyList, without(shiftId))
    countOneLess(shift)
    return true
  }

  function countOneLess({ startsAt, facility }: Shift): void {
    for (const [key, counts] of queryClient.getQueriesData<Counts>({ queryKey: everyCount })) {
      const { timeZone, ...input } = inputOf(key)
      const isCounted = isWithin(input, startsAt) && matchesFilter(input, { facility })
      if (!counts || !isCounted) continue
      const day = dayOf(startsAt, timeZone)
      const days = counts.days
        .map((counted) => (counted.day === day ? { ...counted, shifts: counted.shifts - 1 } : counted))
        .filter(({ shifts }) => shifts > 0)
      queryClient.setQueryData<Counts>(key, { days, total: counts.total - 1 })
    }
  }

  /** Puts the shift among the worker's own, where its place is loaded. */
  function addOwn(shift: OwnShift): void {
    for (const [key, loaded] of queryClient.getQueriesData<Loaded<OwnShift>>({ queryKey: everyOwnList })) {
      if (loaded && isWithin(inputOf(key), shift.startsAt))
        queryClient.setQueryData<Loaded<OwnShift>>(key, place(loaded, shift))
    }
  }

  /** Marks the open shifts that overlap one that is the worker's now. */
  const markOverlaps = (own: OwnShift): void =>
    inPages<Shift>(everyList, (page) => ({
      ...page,
      shifts: page.shifts.map((shift) => (overlap(shift, own) ? { ...shift, overlapsClaimed: true } : shift)),
    }))

  return {
    withdraw,
    /** The open shifts of a page that were loaded with other pages: to be shown until the answer is there. */
    known({ from, to, limit, ...filter }: PageInput): Page<Shift> | undefined {
      const loaded = queryClient
        .getQueriesData<Loaded<Shift>>({ queryKey: everyList })
        .filter(([key]) => isSameFilter(inputOf(key), filter))
        .flatMap(([, data]) => shiftsOf(data))
        .filter(({ startsAt }) => isWithin({ from, to }, startsAt))
      const shifts = [...new Map(loaded.map((shift) => [shift.id, shift])).values()].toSorted(byStart)
      return shifts.length > 0 ? { shifts: shifts.slice(0, limit), nextCursor: null } : undefined
    },
    /** The worker has the shift. */
    claim(own: OwnShift): void {
      withdraw(own.id)
      markOverlaps(own)
      addOwn(own)
    },
    /** The worker does not have it any more. */
    release: ({ id }: OwnShift): void => inPages<OwnShift>(everyOwnList, without(id)),
    /** An answer that is under way would bring back what was before. */
    cancelLoading: () => queryClient.cancelQueries({ queryKey: everyShift }),
    /** Asks anew for whatever is shown. */
    async reload(): Promise<void> {
      const firstLoads = queryClient.getQueryCache().findAll({
        fetchStatus: 'fetching',
        predicate: ({ state }) => state.data === undefined,
      })
      await queryClient.invalidateQueries()
      // That waits for a first load, but does not ask again: its answer may be older than what has changed.
      await queryClient.invalidateQueries({ predicate: (query) => firstLoads.includes(query) })
    },
    /** Whether the shift's details are open. */
    isLookedAt: (workerId: number, shiftId: number): boolean => {
      const queryKey = getQueryKey(trpc.shift.explain, { workerId, shiftId }, 'query')
      return queryClient.getQueryCache().find({ queryKey })?.isActive() ?? false
    },
  }
}

export type ShiftCache = ReturnType<typeof createShiftCache>

/** Whether the instant is in the window `[from, to)`, which is open-ended where an end is left out. */
const isWithin = ({ from, to }: { from?: string | undefined; to?: string | undefined }, instant: string) =>
  (from === undefined || Date.parse(from) <= Date.parse(instant)) &&
  (to === undefined || Date.parse(instant) < Date.parse(to))

function shiftsOf<S>(loaded: Loaded<S> | undefined): S[] {
  if (!loaded) return []
  return 'pages' in loaded ? loaded.pages.flatMap(({ shifts }) => shifts) : loaded.shifts
}

const changePages = <S>(loaded: Loaded<S>, change: (page: Page<S>) => Page<S>): Loaded<S> =>
  'pages' in loaded ? { ...loaded, pages: loaded.pages.map(change) } : change(loaded)

const without =
  (shiftId: number) =>
  <S extends Shift>(page: Page<S>): Page<S> => ({
    ...page,
    shifts: page.shifts.filter(({ id }) => id !== shiftId),
  })

/** With the shift where it belongs by its start, if that is loaded. */
function place<S extends Shift>(loaded: Loaded<S>, shift: S): Loaded<S> {
  let isPlaced = false
  return changePages(loaded, (page) => {
    const last = page.shifts.at(-1)
    const belongs = page.nextCursor === null || (last && byStart(shift, last) <= 0)
    if (isPlaced || !belongs) return page
    isPlaced = true
    return { ...page, shifts: [...without(shift.id)(page).shifts, shift].toSorted(byStart) }
  })
}
