import { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import { readEnv } from '@shifts/db'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { proxyEnv } from '../env.ts'
import { clientAddress, isFromProxy } from './trustProxy.ts'

const trustOf = (TRUST_PROXY?: string) => readEnv(z.object(proxyEnv), { TRUST_PROXY }).TRUST_PROXY

function requestFrom(remoteAddress: string, forwardedFor: string) {
  const socket = Object.defineProperty(new Socket(), 'remoteAddress', { value: remoteAddress })
  const request = new IncomingMessage(socket)
  request.headers = { 'x-forwarded-for': forwardedFor }
  return request
}

describe('the address of a client', () => {
  test.each([
    ['trusts no header by default', undefined, '127.0.0.1', '1.1.1.1', '127.0.0.1'],
    ['trusts none with false', 'false', '127.0.0.1', '1.1.1.1', '127.0.0.1'],
    ['reads the header of a trusted proxy', '127.0.0.1', '127.0.0.1', '1.1.1.1', '1.1.1.1'],
    ['trusts a network', '10.0.0.0/8, loopback', '::ffff:127.0.0.1', '1.1.1.1, 10.1.2.3', '1.1.1.1'],
    ['stops at the first untrusted one', 'loopback', '127.0.0.1', '1.1.1.1, 2.2.2.2', '2.2.2.2'],
    ['ignores the header of another proxy', '10.0.0.1', '127.0.0.1', '1.1.1.1', '127.0.0.1'],
    ['counts proxies', '2', '9.9.9.9', '1.1.1.1, 2.2.2.2, 3.3.3.3', '2.2.2.2'],
    ['trusts everybody with true', 'true', '9.9.9.9', '1.1.1.1, 2.2.2.2', '1.1.1.1'],
    ['ignores a value that is not an address', 'loopback', '127.0.0.1', 'nonsense', '127.0.0.1'],
  ])('%s', (_, trustProxy, remoteAddress, forwardedFor, address) => {
    expect(clientAddress(requestFrom(remoteAddress, forwardedFor), trustOf(trustProxy))).toBe(address)
  })
})

test('a connection comes from a proxy only if its own address is trusted', () => {
  expect(isFromProxy(requestFrom('10.1.1.1', ''), trustOf('10.0.0.0/8'))).toBe(true)
  expect(isFromProxy(requestFrom('11.1.1.1', '10.1.1.1'), trustOf('10.0.0.0/8'))).toBe(false)
})

test.each(['yes', '10.0.0.0/99', 'proxy.example', 'loopback,', '-1'])(
  'TRUST_PROXY=%s is refused by name',
  (value) => {
    expect(() => trustOf(value)).toThrow(/TRUST_PROXY: must be/)
  },
)
