/** What the lines of an export say. Throws if the last one is not whole. */
export function linesOf(body: unknown): unknown[] {
  if (typeof body !== 'string') throw new Error('These are no lines.')
  if (body === '') return []
  if (!body.endsWith('\n')) throw new Error(`The export breaks off: …${body.slice(-100)}`)
  return body
    .slice(0, -1)
    .split('\n')
    .map((line) => JSON.parse(line))
}
