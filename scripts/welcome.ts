import { issueToken, type AuthEnv } from '@shifts/api'
import {
  connect,
  countEligibleShiftsByDay,
  findDeterministicWorkers,
  listWorkersWithEveryDocument,
  listZoneDisagreements,
} from '@shifts/db'

export const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`

interface WelcomeEnv extends AuthEnv {
  AUTH_SECRET: string
  DATABASE_URL: string
}

/** The text that start prints when the servers run: the addresses, workers to sign in as, and an example request. */
export async function welcome(
  env: WelcomeEnv,
  { web, api }: { web: string; api: string },
  tookMs: number,
): Promise<string> {
  const lines = [
    '',
    `Open Shifts is ready after ${seconds(tookMs)}.`,
    `  the calendar  ${web}`,
    `  the API       ${api}/docs`,
  ]
  // A slow count must not stop the servers.
  const workers = await countShiftsOfWorkers(env.DATABASE_URL).catch(() => [])
  const [first] = workers
  if (first) {
    const token = await issueToken(env, { kind: 'worker', workerId: first.id }, '24h')
    const query = `from=${new Date().toISOString()}&limit=2`
    lines.push(
      '',
      'Workers who hold every document, to sign in as:',
      ...workers.map(
        ({ id, name, profession, shifts }) =>
          `  ${String(id).padEnd(7)}${profession.padEnd(5)}${name.padEnd(24)}${shifts.toLocaleString('en-US')} open shifts from now on`,
      ),
      '',
      'An example request to the API:',
      `curl '${api}/v1/workers/${first.id}/eligible-shifts?${query}' -H 'authorization: Bearer ${token}'`,
    )
  }
  const zones = await findZoneDisagreements(env.DATABASE_URL).catch(() => [])
  if (zones.length > 0) {
    lines.push('', 'Node and PostgreSQL have different time zone rules; update the older of the two:')
    lines.push(...zones.map(({ timeZone, day }) => `  ${timeZone}, from ${day} on`))
  }
  return [...lines, '', 'Ctrl-C stops everything.'].join('\n')
}

async function findZoneDisagreements(url: string) {
  const { db, close } = connect(url)
  try {
    return await listZoneDisagreements(db, new Date().toISOString())
  } finally {
    await close()
  }
}

/**
 * The deterministic workers of a seeded database, or the first of another who hold every document, with the number of shifts that
 * each may still take.
 */
async function countShiftsOfWorkers(url: string) {
  const { db, close } = connect(url, { applicationName: 'open-shifts start', timeoutMs: 10_000 })
  const seeded = await findDeterministicWorkers(db)
  const workers = seeded.length > 0 ? seeded : await listWorkersWithEveryDocument(db, 3)
  const window = { from: new Date().toISOString(), to: '2100-01-01T00:00:00Z', timeZone: 'UTC' }
  const counted = []
  for (const worker of workers) {
    const days = await countEligibleShiftsByDay(db, { workerId: worker.id, ...window })
    counted.push({ ...worker, shifts: days.reduce((total, day) => total + day.shifts, 0) })
  }
  await close()
  return counted
}
