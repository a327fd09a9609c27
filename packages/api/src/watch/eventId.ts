/**
 * Where an event is in the order of all events. Those of one sequence can be compared. As text, `<sequence>.<place>`: the
 * sequence is a process, and the place a number; or it is a timeline of the database, and the place an LSN, which are the same for
 * every host.
 */
export interface EventId {
  sequence: string
  place: bigint
}

const pattern = /^([\w-]+)\.(?:(\d{1,15})|([\dA-F]{1,8})\/([\dA-F]{1,8}))$/

/** Undefined for a text that is not an id. */
export function parseEventId(text: string): EventId | undefined {
  const [, sequence, number, high, low] = pattern.exec(text) ?? []
  if (sequence === undefined) return undefined
  const place = number === undefined ? (BigInt(`0x${high}`) << 32n) + BigInt(`0x${low}`) : BigInt(number)
  return { sequence, place }
}
