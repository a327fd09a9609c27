import getPort from 'get-port'
import { makeWorker } from '@shifts/testing/factories'
import type { Page } from '@playwright/test'
import type { App } from './app.ts'
import { documentedConfig, startNginx } from './nginx.ts'
import { expect, test } from './test.ts'

test.use({ ignoreHTTPSErrors: true })
// Each starts a web server and an nginx.
test.slow()

async function signInAndOut(page: Page, app: App, url: string) {
  const worker = await makeWorker(app.db)
  const watches = page.waitForResponse(/shift\.watch/)
  await page.goto(url)
  await page.getByLabel(/sign in as/i).fill(String(worker.id))
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByText(worker.name)).toBeVisible()
  expect((await watches).status()).toBe(200)
  expect(new URL(page.url()).origin).toBe(url)
  const [session] = (await page.context().cookies()).filter(({ name }) => name === 'session')
  await page.getByRole('button', { name: 'Account' }).click()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page).toHaveURL(`${url}/sign-in`)
  return session
}

test('works behind an nginx that adds no headers', async ({ page, app }) => {
  const port = await getPort({ host: '127.0.0.1' })
  const url = `http://127.0.0.1:${port}`
  const web = await app.startOtherWeb({ PUBLIC_URL: url })
  const nginx = await startNginx(
    port,
    `server { listen 127.0.0.1:${port}; location / { proxy_pass ${web.url}; } }`,
  )
  try {
    expect(await signInAndOut(page, app, url)).toMatchObject({ secure: false })
  } finally {
    await page.close()
    await nginx.close()
    await web.close()
  }
})

test('works behind the nginx of the documentation, over TLS', async ({ page, app }) => {
  const port = await getPort({ host: '127.0.0.1' })
  const url = `https://127.0.0.1:${port}`
  const web = await app.startOtherWeb({ PUBLIC_URL: url, TRUST_PROXY: 'loopback' })
  const nginx = await startNginx(port, await documentedConfig({ port, app: web.url }))
  try {
    expect(await signInAndOut(page, app, url)).toMatchObject({ secure: true, httpOnly: true })
  } finally {
    await page.close()
    await nginx.close()
    await web.close()
  }
})
