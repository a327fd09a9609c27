import { spawn, type Serializable } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** A process that puts load on hosts. */
export interface LoadProcess {
  send: (message: Serializable) => void
  /** The next message of the process. */
  response: () => Promise<unknown>
  stop: () => void
}

/** Starts the script, which receives `spec` as its first message. */
export function startLoad(script: URL, spec: Serializable): LoadProcess {
  const child = spawn(process.execPath, ['--import', 'tsx', fileURLToPath(script)], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const died = once(child, 'exit').then(() => {
    throw new Error(`${script.pathname} exited by itself; its output is above.`)
  })
  child.send(spec)
  return {
    send: (message) => void child.send(message),
    async response() {
      const [message]: unknown[] = await Promise.race([once(child, 'message'), died])
      return message
    },
    stop() {
      died.catch(() => {})
      child.kill()
    },
  }
}
