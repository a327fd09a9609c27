import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'

/** Waits until the proxy accepts connections on the port. */
export async function untilListening(proxy: ChildProcess, port: number): Promise<void> {
  while (!(await accepts(port))) {
    if (proxy.exitCode !== null) throw new Error(`${proxy.spawnfile} did not start.`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

async function accepts(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1')
  try {
    await once(socket, 'connect')
    return true
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}

/** Ends the proxy, and waits until it has ended. */
export async function end(proxy: ChildProcess): Promise<void> {
  proxy.kill('SIGTERM')
  if (proxy.exitCode === null) await once(proxy, 'exit')
}
