import { get, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http'
import { setTimeout } from 'node:timers/promises'

export interface Download {
  firstByteMs: number
  totalMs: number
  bytes: number
  lines: number
}

const newline = 0x0a

/** Reads a response to its end, as fast as it arrives. */
export async function download(
  url: string,
  headers: OutgoingHttpHeaders,
  onChunk: (chunk: Buffer) => void = () => {},
): Promise<Download> {
  const startedAt = performance.now()
  const result: Download = { firstByteMs: 0, totalMs: 0, bytes: 0, lines: 0 }
  for await (const chunk of chunks(await startRequest(url, headers))) {
    result.firstByteMs ||= performance.now() - startedAt
    result.bytes += chunk.length
    result.lines += countLines(chunk)
    onChunk(chunk)
  }
  return { ...result, totalMs: performance.now() - startedAt }
}

/** Reads a response for each reader's headers at once, no faster than `bytesPerSecond`, and disconnects after `seconds`. */
export async function readSlowly(
  url: string,
  readers: OutgoingHttpHeaders[],
  { bytesPerSecond, seconds }: { bytesPerSecond: number; seconds: number },
): Promise<void> {
  const responses: IncomingMessage[] = []
  for (const headers of readers) responses.push(await startRequest(url, headers))
  const startedAt = performance.now()
  const readOne = async (response: IncomingMessage) => {
    let bytes = 0
    for await (const chunk of chunks(response)) {
      bytes += chunk.length
      const dueMs = startedAt + (bytes / bytesPerSecond) * 1_000 - performance.now()
      await setTimeout(Math.max(0, dueMs))
      if (performance.now() - startedAt > seconds * 1_000) return
    }
  }
  await Promise.all(responses.map(readOne))
}

function startRequest(url: string, headers: OutgoingHttpHeaders): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    get(url, { headers, agent: false }, resolve).on('error', reject)
  })
}

/** If the reader stops before the end, the connection is closed. */
async function* chunks(response: IncomingMessage): AsyncGenerator<Buffer> {
  if (response.statusCode !== 200) throw new Error(`The status is ${response.statusCode}.`)
  for await (const chunk of response) if (chunk instanceof Buffer) yield chunk
}

function countLines(chunk: Buffer): number {
  let lines = 0
  for (let at = chunk.indexOf(newline); at !== -1; at = chunk.indexOf(newline, at + 1)) lines++
  return lines
}
