import { spawn } from 'node:child_process'
import { once } from 'node:events'
import getPort from 'get-port'
import { createClient } from 'redis'

/** Starts a Redis without persistence. Undefined if no `redis-server` is installed or it does not run. */
export async function startRedis(): Promise<{ url: string; stop: () => Promise<void> } | undefined> {
  const port = await getPort({ host: '127.0.0.1' })
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no']
  const child = spawn('redis-server', args, { stdio: 'ignore' })
  // A process that cannot be spawned emits an error, for which `once` rejects.
  const ended = once(child, 'exit').catch(() => {})
  const url = `redis://127.0.0.1:${port}`
  // The client retries until it is connected.
  const client = createClient({ url }).on('error', () => {})
  const isReady = await Promise.race([client.connect().then(() => true), ended.then(() => false)])
  client.destroy()
  if (!isReady) return undefined
  return {
    url,
    async stop() {
      child.kill('SIGTERM')
      await ended
    },
  }
}
