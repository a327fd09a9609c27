import type { TestServer } from '../testServer.ts'
import { idsOf, type Call } from './calls.ts'
import type { Market } from './market.ts'

export interface WorkOptions {
  hosts: readonly TestServer[]
  call: Call
  market: Market
  onFault: (fault: string) => void
  /** Called when a claim was acknowledged. */
  onClaim: (claim: { workerId: number; shiftId: number }) => void
}

const rounds = 2

/**
 * Claims shifts and gives some of them back, each at any of the hosts. After each change it reads from any of them with the token of the
 * change, and must see it.
 */
export async function work(
  { id: workerId, shiftIds }: Market['workers'][number],
  { hosts, call, market, onFault, onClaim }: WorkOptions,
): Promise<void> {
  const anyHost = () => pick(hosts)
  for (let round = 0; round < rounds; round++) {
    const shiftId = pick(shiftIds)
    const shift = { workerId, shiftId }
    const claim = await call(anyHost(), 'shift.claim', shift)
    if (claim.status !== 200) continue
    onClaim(shift)
    if (idsOf(await call(anyHost(), 'shift.listEligible', { workerId }, claim.token)).includes(shiftId))
      onFault(`worker ${workerId} has claimed shift ${shiftId}, but it is listed as open`)
    if (!idsOf(await call(anyHost(), 'shift.listClaimed', { workerId }, claim.token)).includes(shiftId))
      onFault(`worker ${workerId} has claimed shift ${shiftId}, but it is not among its claimed shifts`)

    if (market.keptIds.has(shiftId)) continue
    const release = await call(anyHost(), 'shift.release', shift)
    if (release.status !== 200) onFault(`worker ${workerId} could not give shift ${shiftId} back`)
    const { output } = await call(anyHost(), 'shift.byId', shift, release.token)
    if (JSON.stringify(output).includes('"status":"claimed"'))
      onFault(`worker ${workerId} has given shift ${shiftId} back, but it is told as claimed`)
  }
}

function pick<T>(items: readonly T[]): T {
  const item = items[Math.floor(Math.random() * items.length)]
  if (item === undefined) throw new Error('There is nothing to pick from.')
  return item
}
