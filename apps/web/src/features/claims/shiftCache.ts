import type { RouterOutputs } from '@shifts/api'
import type { InfiniteData, QueryClient, QueryKey } from '@tanstack/react-query'
import { getQueryKey } from '@trpc/react-query'
import type { pageInput } from '@/shared/calendar/inputs.ts'
import { isSameFilter, matchesFilter } from '@/shared/filter/matchesFilter.ts'
import type { ShiftFilter } from '@/shared/filter/shiftFilter.ts'
import { dayOf } from '@/shared/time/period.ts'
import { trpc } from '@/lib/trpc.ts'
import { byStart, overlap, type ClaimedShift, type Shift } from '@/shared/shift/shift.ts'

type Counts = RouterOutputs['shift']['countEligibleByDay']

interface Page<S> {
  shifts: S[]
  nextCursor: string | null
}
/** The data of a list query: one page, or all pages of an infinite query. */
type ListData<S> = Page<S> | InfiniteData<Page<S>>

type PageInput = ReturnType<typeof pageInput>

const shiftKey = getQueryKey(trpc.shift)
const eligibleKey = getQueryKey(trpc.shift.listEligible)
const claimedKey = getQueryKey(trpc.shift.listClaimed)
const countKey = getQueryKey(trpc.shift.countEligibleByDay)

/** The inputs of the queries of shifts. */
interface ShiftsInput extends ShiftFilter {
  from?: string
  to?: string
  timeZone?: string
}

/** Whether it is the part of a tRPC query key that holds the input. The keys used here are those of queries of shifts. */
const hasInput = (part: unknown): part is { input: ShiftsInput } =>
  typeof part === 'object' && part !== null && 'input' in part

function inputOf([, part]: QueryKey): ShiftsInput {
  if (!hasInput(part)) throw new TypeError('The query has no input.')
  return part.input
}

/** Changes the loaded shifts in the query cache, so that claims and live updates show before the next reload. */
export function createShiftCache(queryClient: QueryClient) {
  function updatePages<S>(queryKey: QueryKey, update: (page: Page<S>) => Page<S>): void {
    queryClient.setQueriesData<ListData<S>>({ queryKey }, (data) => data && mapPages(data, update))
  }

  /** Removes the shift from the open shifts and their counts. Returns whether it was loaded. */
  function removeOpen(shiftId: number): boolean {
    const queries = queryClient.getQueriesData<ListData<Shift>>({ queryKey: eligibleKey })
    const shift = queries.flatMap(([, data]) => shiftsOf(data)).find(({ id }) => id === shiftId)
    if (!shift) return false
    updatePages<Shift>(eligibleKey, (page) => withoutShift(page, shiftId))
    decrementCounts(shift)
    return true
  }

  /** Counts for which it cannot be decided here stay as they are until the next reload. */
  function decrementCounts(shift: Shift): void {
    const { startsAt } = shift
    for (const [key, counts] of queryClient.getQueriesData<Counts>({ queryKey: countKey })) {
      const { timeZone = 'UTC', ...input } = inputOf(key)
      const isCounted = isWithin(input, startsAt) && matchesFilter(input, shift) === true
      if (!counts || !isCounted) continue
      const day = dayOf(startsAt, timeZone)
      const days = counts.days
        .map((counted) => (counted.day === day ? { ...counted, shifts: counted.shifts - 1 } : counted))
        .filter(({ shifts }) => shifts > 0)
      queryClient.setQueryData<Counts>(key, { days, total: counts.total - 1 })
    }
  }

  /** Adds the shift to the lists of claimed shifts whose window contains it. */
  function addClaimed(shift: ClaimedShift): void {
    for (const [key, data] of queryClient.getQueriesData<ListData<ClaimedShift>>({ queryKey: claimedKey })) {
      if (data && isWithin(inputOf(key), shift.startsAt))
        queryClient.setQueryData<ListData<ClaimedShift>>(key, insertShift(data, shift))
    }
  }

  function markOverlaps(claimed: ClaimedShift): void {
    updatePages<Shift>(eligibleKey, (page) => ({
      ...page,
      shifts: page.shifts.map((shift) =>
        overlap(shift, claimed) ? { ...shift, overlapsClaimed: true } : shift,
      ),
    }))
  }

  return {
    removeOpen,
    /** The shifts of a page that other queries have loaded already, to show while the page loads. */
    findLoaded({ from, to, limit, ...filter }: PageInput): Page<Shift> | undefined {
      const loaded = queryClient
        .getQueriesData<ListData<Shift>>({ queryKey: eligibleKey })
        .filter(([key]) => isSameFilter(inputOf(key), filter))
        .flatMap(([, data]) => shiftsOf(data))
        .filter(({ startsAt }) => isWithin({ from, to }, startsAt))
      const shifts = [...new Map(loaded.map((shift) => [shift.id, shift])).values()].toSorted(byStart)
      return shifts.length > 0 ? { shifts: shifts.slice(0, limit), nextCursor: null } : undefined
    },
    /** Moves a shift that the worker has claimed from the open to the claimed shifts. */
    claim(shift: ClaimedShift): void {
      removeOpen(shift.id)
      markOverlaps(shift)
      addClaimed(shift)
    },
    /** Removes a shift that the worker has given back from the claimed shifts. */
    release({ id }: ClaimedShift): void {
      updatePages<ClaimedShift>(claimedKey, (page) => withoutShift(page, id))
    },
    /** Cancels queries that are loading: their responses may be older than the change that follows. */
    cancelLoading: () => queryClient.cancelQueries({ queryKey: shiftKey }),
    /** Reloads every query that the page shows. */
    async reload(): Promise<void> {
      const firstLoads = queryClient.getQueryCache().findAll({
        fetchStatus: 'fetching',
        predicate: ({ state }) => state.data === undefined,
      })
      await queryClient.invalidateQueries()
      // It does not repeat a first load that is under way, whose response may be older than the change.
      await queryClient.invalidateQueries({ predicate: (query) => firstLoads.includes(query) })
    },
    /** Whether the dialog with the shift's details is shown. */
    isDetailShown(workerId: number, shiftId: number): boolean {
      const queryKey = getQueryKey(trpc.shift.explain, { workerId, shiftId }, 'query')
      return queryClient.getQueryCache().find({ queryKey })?.isActive() ?? false
    },
  }
}

export type ShiftCache = ReturnType<typeof createShiftCache>

/** Whether the instant is in the window `[from, to)`. A bound that is left out does not limit it. */
const isWithin = ({ from, to }: { from?: string | undefined; to?: string | undefined }, instant: string) =>
  (from === undefined || Date.parse(from) <= Date.parse(instant)) &&
  (to === undefined || Date.parse(instant) < Date.parse(to))

function shiftsOf<S>(data: ListData<S> | undefined): S[] {
  if (!data) return []
  return 'pages' in data ? data.pages.flatMap(({ shifts }) => shifts) : data.shifts
}

const mapPages = <S>(data: ListData<S>, update: (page: Page<S>) => Page<S>): ListData<S> =>
  'pages' in data ? { ...data, pages: data.pages.map(update) } : update(data)

const withoutShift = <S extends Shift>(page: Page<S>, shiftId: number): Page<S> => ({
  ...page,
  shifts: page.shifts.filter(({ id }) => id !== shiftId),
})

/** Inserts the shift by its start. Leaves the list as it is if the shift belongs to a page that is not loaded. */
function insertShift<S extends Shift>(data: ListData<S>, shift: S): ListData<S> {
  let isInserted = false
  return mapPages(data, (page) => {
    const last = page.shifts.at(-1)
    const belongs = page.nextCursor === null || (last && byStart(shift, last) <= 0)
    if (isInserted || !belongs) return page
    isInserted = true
    return { ...page, shifts: [...withoutShift(page, shift.id).shifts, shift].toSorted(byStart) }
  })
}
