/** Parses the lines of an export. Throws if the last one is incomplete. */
export function linesOf(body: unknown): unknown[] {
  if (typeof body !== 'string') throw new Error('The body is not a text.')
  if (body === '') return []
  if (!body.endsWith('\n')) throw new Error(`The export breaks off: …${body.slice(-100)}`)
  return body
    .slice(0, -1)
    .split('\n')
    .map((line) => JSON.parse(line))
}
