import { get } from 'node:http'

interface WatchOptions {
  origin: string
  headers: Record<string, string>
  workerId: number
  onLine: (line: string) => void
  /** Called when the host ends or cuts off the stream. */
  onEnd?: () => void
}

/** Watches a worker's shifts. Resolves once the first event has arrived. */
export function openWatch({ origin, headers, workerId, onLine, onEnd }: WatchOptions): Promise<void> {
  const input = encodeURIComponent(JSON.stringify({ workerId }))
  return new Promise((resolve, reject) => {
    const request = get(
      `${origin}/trpc/shift.watch?input=${input}`,
      { headers, agent: false },
      (response) => {
        let rest = ''
        response.setEncoding('utf8').on('data', (chunk: string) => {
          const lines = `${rest}${chunk}`.split('\n')
          rest = lines.pop() ?? ''
          for (const line of lines) onLine(line)
          resolve()
        })
        response.on('error', () => {})
        response.on('close', () => onEnd?.())
      },
    )
    request.on('error', reject)
  })
}
