import type { RouterOutputs } from '@shifts/api'
import { hashKey, type InfiniteData, type QueryClient, type QueryKey } from '@tanstack/react-query'
import { getQueryKey } from '@trpc/react-query'
import { matchesFilter, type Surroundings } from '@/shared/filter/matchesFilter.ts'
import type { ShiftFilter } from '@/shared/filter/shiftFilter.ts'
import { coordinatesOf } from '@/shared/place/distance.ts'
import { shiftDay } from '@/shared/time/period.ts'
import { trpc } from '@/lib/trpc.ts'
import { byStart, overlap, type ClaimedShift, type Shift } from '@/shared/shift/shift.ts'

type Counts = RouterOutputs['shift']['countEligibleByDay']
type Worker = RouterOutputs['worker']['byId']
type Facilities = RouterOutputs['facility']['listEligible']

interface Page<S> {
  shifts: S[]
  nextCursor: string | null
}
/** The data of a list query: one page, or all pages of an infinite query. */
type ListData<S> = Page<S> | InfiniteData<Page<S>>

const shiftKey = getQueryKey(trpc.shift)
const eligibleKey = getQueryKey(trpc.shift.listEligible)
const claimedKey = getQueryKey(trpc.shift.listClaimed)
const countKey = getQueryKey(trpc.shift.countEligibleByDay)
const workerKey = getQueryKey(trpc.worker.byId)
const facilityKey = getQueryKey(trpc.facility.listEligible)
/** What depends on the documents of workers and facilities. */
const documentKeys = [
  getQueryKey(trpc.document),
  getQueryKey(trpc.shift.listUnlocked),
  getQueryKey(trpc.shift.listOneDocumentAway),
  getQueryKey(trpc.shift.byId),
  getQueryKey(trpc.shift.explain),
]
const facilityHash = hashKey([facilityKey[0]])

/** The inputs of the queries of shifts. */
type ShiftsInput = ShiftFilter & {
  from?: string
  to?: string
  fromDay?: string
  toDay?: string
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

  /** The loaded data of the first query with this key. The page has one worker and one list of facilities. */
  const firstData = <T>(queryKey: QueryKey): T | undefined =>
    queryClient.getQueriesData<T>({ queryKey }).find(([, data]) => data)?.[1]

  function surroundings(): Surroundings {
    const facilities = firstData<Facilities>(facilityKey)?.facilities
    return {
      home: firstData<Worker>(workerKey)?.home,
      placeOf(facilityId) {
        const facility = facilities?.find(({ id }) => id === facilityId)
        return facility && (coordinatesOf(facility) ?? null)
      },
    }
  }

  /** Where a filter cannot be decided here, the count stays as it is until the next reload. */
  function decrementCounts(shift: Shift): void {
    const known = surroundings()
    for (const [key, counts] of queryClient.getQueriesData<Counts>({ queryKey: countKey })) {
      const { fromDay = '', toDay = '', ...filter } = inputOf(key)
      const day = shiftDay(shift, 'UTC')
      if (!counts || day < fromDay || day >= toDay || !matchesFilter(filter, shift, known)) continue
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
    /** Reloads every query that the page shows, but for the facilities, which are many and rarely change. */
    async reload(): Promise<void> {
      const isReloaded = ({ queryKey }: { queryKey: QueryKey }) => hashKey([queryKey[0]]) !== facilityHash
      const firstLoads = queryClient.getQueryCache().findAll({
        fetchStatus: 'fetching',
        predicate: ({ state }) => state.data === undefined,
      })
      await queryClient.invalidateQueries({ predicate: isReloaded })
      // It does not repeat a first load that is under way, whose response may be older than the change.
      await queryClient.invalidateQueries({
        predicate: (query) => isReloaded(query) && firstLoads.includes(query),
      })
    },
    /** Reloads the facilities where the worker may work. */
    reloadFacilities: () => queryClient.invalidateQueries({ queryKey: facilityKey }),
    /** Marks what depends on documents as out of date. Returns whether the page shows any of it. */
    invalidateDocuments: (): boolean =>
      documentKeys
        .map((queryKey) => {
          void queryClient.invalidateQueries({ queryKey, refetchType: 'none' })
          return queryClient.getQueryCache().findAll({ queryKey, type: 'active' }).length > 0
        })
        .includes(true),
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
