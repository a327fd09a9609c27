import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { dirname } from 'node:path'
import { serverAccount } from '@shifts/embedded-postgres'
import { waitUntilReady } from './waitUntilReady.ts'

export interface PostgresProcessOptions {
  /** The path of the program `postgres`. */
  program: string
  /** The data folder. The log is written beside it. */
  data: string
  port: number
  /** Settings besides those that every test needs, such as `archive_mode=on`. */
  settings?: string[]
  /** A URL at which the server answers once it is ready. */
  url: string
}

const timeoutMs = 60_000

/** Stops the server when this process ends in any way, because its standard input closes then. */
const runUntilInputCloses = '"$@" 2>server.log & read -r _; kill -INT $!; wait $!'

/** Runs a PostgreSQL on a data folder that PostgreSQL's account owns. Returns the function that stops it. */
export async function runPostgres(options: PostgresProcessOptions): Promise<() => Promise<void>> {
  const { program, data, port, settings = [], url } = options
  const allSettings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'fsync=off',
    'timezone=UTC',
    ...settings,
  ]
  const command = [
    program,
    '-D',
    data,
    '-p',
    String(port),
    ...allSettings.flatMap((setting) => ['-c', setting]),
  ]
  const child = spawn('/bin/sh', ['-c', runUntilInputCloses, 'sh', ...command], {
    ...serverAccount,
    cwd: dirname(data),
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  })
  const stop = async () => {
    const ended = once(child, 'exit')
    child.stdin.end()
    await ended
  }
  try {
    await waitUntilReady(url, timeoutMs)
  } catch (error) {
    await stop()
    throw error
  }
  return stop
}
