import { once } from 'node:events'
import { createServer, isIP, isIPv6 } from 'node:net'
import { EnvironmentError } from '@shifts/db'
import { z } from 'zod'

/** The host to listen on: an address of this machine, or a name of one. */
export const host = z
  .string()
  .refine(
    (value) => (isIP(value) !== 0 && !value.includes('%')) || /^[\w.-]+$/.test(value),
    'must be an address or a name of this machine, such as 127.0.0.1, 0.0.0.0 or ::',
  )
  .default('127.0.0.1')

const loopback = { '0.0.0.0': '127.0.0.1', '::': '::1' }

const isWildcard = (host: string): host is keyof typeof loopback => host in loopback

/** The origin at which this machine reaches a server that listens on `host`. */
export const localOrigin = (host: string, port: number): string =>
  originOf(isWildcard(host) ? loopback[host] : host, port)

/** The same origin in the form that people use. */
export const shownOrigin = (host: string, port: number): string =>
  originOf(isWildcard(host) || host === '127.0.0.1' ? 'localhost' : host, port)

const originOf = (host: string, port: number) =>
  new URL(`http://${isIPv6(host) ? `[${host}]` : host}:${port}`).origin

export interface Listener {
  HOST: string
  PORT: number
  API_PORT: number
}

/**
 * Checks that the web and the API can listen.
 * @throws {EnvironmentError} if one cannot; the message names the variable
 */
export async function assertCanListen({ HOST, PORT, API_PORT }: Listener): Promise<void> {
  if (PORT === API_PORT)
    throw new EnvironmentError(`API_PORT: ${API_PORT} is the web's PORT too. Choose another.`)
  await assertPortIsFree('PORT', HOST, PORT)
  await assertPortIsFree('API_PORT', HOST, API_PORT)
}

async function assertPortIsFree(name: string, host: string, port: number): Promise<void> {
  const problem = await tryToListen(host, port)
  const isLocalhost = isWildcard(host) || ['127.0.0.1', 'localhost'].includes(host)
  // A browser may resolve localhost to the other loopback address, and reach what listens there.
  const others = isLocalhost
    ? await Promise.all(Object.values(loopback).map((other) => tryToListen(other, port)))
    : []
  if ([problem, ...others].includes('EADDRINUSE')) {
    const another = port < 60_000 ? port + 100 : port - 100
    throw new EnvironmentError(
      `${name}: ${port} is in use. Stop what uses it, or choose another: ${name}=${another} pnpm start`,
    )
  }
  if (problem === 'EACCES')
    throw new EnvironmentError(`${name}: this user may not listen on ${port}. Choose one above 1023.`)
  if (problem !== undefined)
    throw new EnvironmentError(`HOST: ${host} is not an address of this machine (${problem}).`)
}

/** Returns the code of the error, or undefined if listening works. */
async function tryToListen(host: string, port: number): Promise<string | undefined> {
  const probe = createServer()
  try {
    await once(probe.listen(port, host), 'listening')
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : String(error)
  }
  probe.close()
  await once(probe, 'close')
  return undefined
}
