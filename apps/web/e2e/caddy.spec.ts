import getPort from 'get-port'
import { startCaddy } from './caddy.ts'
import { signInAndOut } from './signInAndOut.ts'
import { expect, test } from './test.ts'

test.use({ ignoreHTTPSErrors: true })
// Starts a web server and a Caddy.
test.slow()

test('works behind the Caddy of the documentation, over TLS, without metrics, and no feed is logged', async ({
  page,
  app,
  signOut,
  request,
}) => {
  const port = await getPort({ host: '127.0.0.1' })
  const url = `https://127.0.0.1:${port}`
  const web = await app.startOtherWeb({ PUBLIC_URL: url, TRUST_PROXY: 'loopback' })
  const caddy = await startCaddy({ port, app: web.url })
  try {
    expect(await signInAndOut({ page, app, signOut }, url)).toMatchObject({ secure: true, httpOnly: true })
  } finally {
    await page.close()
    await web.close()
  }
  expect((await request.get(`https://localhost:${port}/metrics`)).status()).toBe(404)
  // Caddy logs the address of a request that it could not forward.
  for (const path of ['/calendar?from=2026-12-01', '/feeds/the-secret.ics'])
    expect((await request.get(url + path)).status()).toBe(502)
  const { log } = await caddy.close()
  expect(log).toContain('/calendar?from=2026-12-01')
  expect(log).toContain('/feeds/')
  expect(log).not.toContain('the-secret')
})
