import { useTestDatabase } from '@shifts/testing'
import { expect, test } from 'vitest'
import { useTestServer } from './testServer.ts'

const server = await useTestServer(await useTestDatabase())

/** The addresses that a page loads. */
const assetsOf = (html: unknown) =>
  [...String(html).matchAll(/(?:src|href)="([^"]+)"/g)].flatMap(([, address]) => address ?? [])

test.each(['/docs', '/docs/'])('the page at %s and everything it loads come from this host', async (path) => {
  const page = await server.send(path)
  expect(page.status).toBe(200)
  const assets = assetsOf(page.body)
  expect(assets.length).toBeGreaterThan(5)
  for (const asset of assets) {
    const { origin, pathname } = new URL(asset, server.url + path)
    expect(origin).toBe(server.url)
    expect(await server.send(pathname)).toMatchObject({ status: 200 })
  }
})

test('the page may load nothing from other hosts, and does not require HTTPS', async () => {
  const { headers } = await server.send('/docs')
  const policy = headers.get('content-security-policy') ?? ''
  expect(policy).toMatch("default-src 'self'")
  expect(policy).not.toMatch(/https?:|\.\w+|\*|upgrade-insecure-requests/)
})

test('the page shows the document of this host, and sends it to no validator', async () => {
  const { body } = await server.send('/docs/static/swagger-initializer.js')
  expect(body).toMatch('"validatorUrl":null')
  const shown = await server.send('/docs/json')
  expect(shown.body).toEqual((await server.send('/openapi.json')).body)
})
