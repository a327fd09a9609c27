import type { Database } from '@shifts/db'
import { makeShift } from '@shifts/testing/factories'

const dayMs = 86_400_000

/** The first Sunday on or after a date. */
export function sundayFrom(date: string): string {
  const day = new Date(`${date}T00:00:00Z`)
  return new Date(day.getTime() + ((7 - day.getUTCDay()) % 7) * dayMs).toISOString().slice(0, 10)
}

/** The instant of an hour in UTC, counted from midnight of the day. */
export const hourOf = (day: string, hour: number) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + hour * 3_600_000).toISOString()

/** A shift that the worker is assigned to. */
export const makeAssigned = (
  db: Database<'primary'>,
  {
    worker,
    facility,
    from,
    to,
  }: { worker: { id: number }; facility: { id: number }; from: string; to: string },
) => makeShift(db, { facilityId: facility.id, startsAt: from, endsAt: to, workerId: worker.id })
