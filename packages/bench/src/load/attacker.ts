import { once } from 'node:events'
import { request } from 'node:http'
import { constants, setPriority } from 'node:os'
import { setTimeout as delay } from 'node:timers/promises'
import { Pool } from 'undici'
import { attackSpec } from './attackSpec.ts'

// Sends the requests again and again, at an even rate, until the process receives a message. Reports the status codes.

const [spec]: unknown[] = await once(process, 'message')
const { origin, headers, requests, connections, requestsPerSecond, isRead } = attackSpec.parse(spec)
// A real attacker has its own machine, so this process gets a low priority.
setPriority(constants.priority.PRIORITY_LOW)

const pool = new Pool(origin, { connections, headersTimeout: 0, bodyTimeout: 0 })
const statuses: Record<string, number> = {}
let next = 0
let hasEnded = false

const count = (status: number | string) => (statuses[status] = (statuses[status] ?? 0) + 1)

async function sendAndRead(attack: (typeof requests)[number]): Promise<void> {
  const { path, method, body = null } = attack
  const response = await pool.request({ path, method, body, headers })
  count(response.statusCode)
  // Without a finite limit, undici stops reading after 128 KiB.
  await response.body.dump({ limit: Number.MAX_SAFE_INTEGER })
}

/** Resolves when the headers arrive, and does not read the body. */
function sendOnly({ path, method, body }: (typeof requests)[number]): Promise<void> {
  return new Promise((resolve) => {
    request(origin + path, { method, headers, agent: false }, (response) => {
      count(response.statusCode ?? 0)
      response.on('error', () => {})
      if (response.statusCode !== 200) response.resume()
      resolve()
    })
      .on('error', () => {
        count('reset')
        resolve()
      })
      .end(body)
  })
}

async function attack(): Promise<void> {
  while (!hasEnded) {
    const item = requests[next++ % requests.length]
    if (item) await (isRead ? sendAndRead(item) : sendOnly(item)).catch(() => count('reset'))
    await delay((1_000 * connections) / requestsPerSecond)
  }
}

const attacks = Array.from({ length: connections }, attack)
process.send?.('started')
await once(process, 'message')
hasEnded = true
process.send?.(statuses)
await Promise.all(attacks)
