import { get } from 'node:http'
import type { Watching } from './watchSpec.ts'

interface WatchOptions extends Watching {
  origin: string
  onLine: (line: string) => void
  /** Called when the host ends or cuts off the stream. */
  onEnd?: () => void
}

/** Watches a worker's shifts. Resolves once the first event has arrived, to a function that disconnects. */
export function openWatch({
  origin,
  workerId,
  authorization,
  onLine,
  onEnd,
}: WatchOptions): Promise<() => void> {
  const input = encodeURIComponent(JSON.stringify({ workerId }))
  return new Promise((resolve, reject) => {
    const request = get(
      `${origin}/trpc/shift.watch?input=${input}`,
      { headers: { authorization }, agent: false },
      (response) => {
        let rest = ''
        response.setEncoding('utf8').on('data', (chunk: string) => {
          const lines = `${rest}${chunk}`.split('\n')
          rest = lines.pop() ?? ''
          for (const line of lines) onLine(line)
          resolve(() => void request.destroy())
        })
        response.on('error', () => {})
        response.on('close', () => onEnd?.())
      },
    )
    request.on('error', reject)
  })
}
