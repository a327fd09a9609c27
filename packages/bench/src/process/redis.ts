import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createClient } from 'redis'
import { freePort } from './freePort.ts'

/** A Redis of its own that keeps everything in memory only, where `redis-server` is installed. */
export async function startRedis(): Promise<{ url: string; stop: () => Promise<void> } | undefined> {
  const port = await freePort()
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no']
  const child = spawn('redis-server', args, { stdio: 'ignore' })
  const isStarted = await Promise.race([
    once(child, 'spawn').then(() => true),
    once(child, 'error').then(() => false),
  ])
  if (!isStarted) return undefined
  const url = `redis://127.0.0.1:${port}`
  // Its client tries until it is connected.
  const client = createClient({ url }).on('error', () => {})
  await client.connect()
  client.destroy()
  return {
    url,
    async stop() {
      child.kill('SIGTERM')
      await once(child, 'exit')
    },
  }
}
