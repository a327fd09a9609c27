import type { Pool } from 'pg'

/** Returns a function that says whether a period overlaps a shift that the worker has claimed. */
export async function loadOverlapsClaimed(
  pool: Pool,
  workerId: number,
): Promise<(start: Date, end: Date) => boolean> {
  const { rows } = await pool.query<{ starts_at: Date; ends_at: Date }>(
    'select starts_at, ends_at from shift where worker_id = $1 and not is_deleted',
    [workerId],
  )
  const claimed = rows.map(({ starts_at, ends_at }) => [starts_at.getTime(), ends_at.getTime()] as const)
  return (start, end) => claimed.some(([from, to]) => from < end.getTime() && to > start.getTime())
}
