import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import getPort from 'get-port'
import { makeWorker } from '@shifts/testing/factories'
import type { Page } from '@playwright/test'
import { authSecret, startApp, type App } from './app.ts'
import { expect, test } from './test.ts'

/** Signs in with these headers, as a proxy would add them, and returns how the session cookie is set. */
async function sessionCookieWith(page: Page, app: App, headers: Record<string, string>): Promise<string> {
  const worker = await makeWorker(app.db)
  await page.setExtraHTTPHeaders(headers)
  await page.goto(`${app.url}/sign-in`)
  const signedIn = page.waitForResponse((response) => response.request().method() === 'POST')
  await page.getByLabel(/sign in as/i).fill(String(worker.id))
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  const cookies = (await (await signedIn).headersArray()).filter(({ name }) => /^set-cookie$/i.test(name))
  return cookies.map(({ value }) => value).find((value) => value.startsWith('session=')) ?? ''
}

test('believes no header about how a request came, unless it is told whose', async ({ page, app }) => {
  const cookie = await sessionCookieWith(page, app, { 'x-forwarded-proto': 'https' })
  expect(cookie).toContain('HttpOnly')
  expect(cookie).not.toContain('Secure')
})

test.describe('behind a trusted proxy', () => {
  test.use({ baseURL: undefined })
  let app: App
  test.beforeAll(async () => {
    app = await startApp({ TRUST_PROXY: '127.0.0.1' })
  })
  test.afterAll(() => app.close())

  for (const protocol of ['https', 'https,http', 'HTTPS, http']) {
    test(`the cookie is for TLS alone with x-forwarded-proto: ${protocol}`, async ({ page }) => {
      expect(await sessionCookieWith(page, app, { 'x-forwarded-proto': protocol })).toContain('Secure')
    })
  }

  test('the cookie goes over HTTP where the browser speaks HTTP', async ({ page }) => {
    expect(await sessionCookieWith(page, app, { 'x-forwarded-proto': 'http' })).not.toContain('Secure')
  })

  test('the host is the one that the proxy was asked for', async () => {
    const headers = { 'x-forwarded-host': 'app.example' }
    const post = (origin: string) =>
      fetch(`${app.url}/sign-in`, { method: 'POST', headers: { ...headers, origin }, body: 'x' })
    expect((await post('https://app.example')).status).toBe(200)
    expect((await post(app.url)).status).toBe(403)
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
    const [complaint] = await Promise.all([text(web.stderr), once(web, 'exit')])
    expect(complaint).toContain(`${name}: must be`)
    expect(web.exitCode).toBe(1)
  })
}
