import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import getPort from 'get-port'
import { makeWorker } from '@shifts/testing/factories'
import type { Page } from '@playwright/test'
import { authSecret, type App, type WebServer } from './app.ts'
import { expect, test } from './test.ts'

/** Signs in at `url` with headers as a proxy adds them. Returns the header that sets the session cookie. */
async function sessionCookieWith(
  page: Page,
  { app, url }: { app: App; url: string },
  headers: Record<string, string>,
): Promise<string> {
  const worker = await makeWorker(app.db)
  await page.setExtraHTTPHeaders(headers)
  await page.goto(`${url}/sign-in`)
  const signedIn = page.waitForResponse((response) => response.request().method() === 'POST')
  await page.getByLabel(/sign in as/i).fill(String(worker.id))
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  const cookies = (await (await signedIn).headersArray()).filter(({ name }) => /^set-cookie$/i.test(name))
  return cookies.map(({ value }) => value).find((value) => value.startsWith('session=')) ?? ''
}

test('ignores forwarding headers unless a proxy is trusted', async ({ page, app }) => {
  const cookie = await sessionCookieWith(page, { app, url: app.url }, { 'x-forwarded-proto': 'https' })
  expect(cookie).toContain('HttpOnly')
  expect(cookie).not.toContain('Secure')
})

test.describe('behind a trusted proxy', () => {
  let web: WebServer
  test.beforeAll(async ({ app }) => {
    web = await app.startOtherWeb({ TRUST_PROXY: '127.0.0.1' })
  })
  test.afterAll(() => web.close())

  for (const protocol of ['https', 'https,http', 'HTTPS, http']) {
    test(`sets a cookie for TLS only with x-forwarded-proto: ${protocol}`, async ({ page, app }) => {
      const cookie = await sessionCookieWith(page, { app, url: web.url }, { 'x-forwarded-proto': protocol })
      expect(cookie).toContain('Secure')
    })
  }

  test('sets a cookie for HTTP if the browser uses HTTP', async ({ page, app }) => {
    const cookie = await sessionCookieWith(page, { app, url: web.url }, { 'x-forwarded-proto': 'http' })
    expect(cookie).not.toContain('Secure')
  })

  test('compares the origin with the host of the request to the proxy', async () => {
    const headers = { 'x-forwarded-host': 'app.example' }
    const post = (origin: string) =>
      fetch(`${web.url}/sign-in`, { method: 'POST', headers: { ...headers, origin }, body: 'x' })
    expect((await post('https://app.example')).status).toBe(200)
    expect((await post(web.url)).status).toBe(403)
  })
})

for (const [name, value] of [
  ['PUBLIC_URL', 'app.example'],
  ['PUBLIC_URL', 'https://app.example/path'],
  ['TRUST_PROXY', 'nginx.example'],
] as const) {
  test(`does not start with ${name}=${value}, and says so`, async () => {
    const web = spawn(
      process.execPath,
      [
        'node_modules/next/dist/bin/next',
        'start',
        '-H',
        '127.0.0.1',
        '-p',
        String(await getPort({ host: '127.0.0.1' })),
      ],
      {
        cwd: fileURLToPath(new URL('..', import.meta.url)),
        stdio: ['ignore', 'ignore', 'pipe'],
        env: {
          ...process.env,
          AUTH_SECRET: authSecret,
          DATABASE_URL: 'postgresql://127.0.0.1:1/none',
          [name]: value,
        },
      },
    )
    const [stderr] = await Promise.all([text(web.stderr), once(web, 'exit')])
    expect(stderr).toContain(`${name}: must be`)
    expect(web.exitCode).toBe(1)
  })
}
