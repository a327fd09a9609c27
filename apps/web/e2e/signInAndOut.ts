import type { Page } from '@playwright/test'
import { makeWorker } from '@shifts/testing/factories'
import type { App } from './app.ts'
import { expect } from './test.ts'

interface SignInAndOutFixtures {
  page: Page
  app: App
  signOut: () => Promise<void>
}

/** Signs a worker in at the URL of a proxy, waits for live updates, and signs out. Returns the cookie of the session. */
export async function signInAndOut({ page, app, signOut }: SignInAndOutFixtures, url: string) {
  const worker = await makeWorker(app.db)
  const watches = page.waitForResponse(/shift\.watch/)
  await page.goto(url)
  await page.getByLabel(/sign in as/i).fill(String(worker.id))
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByText(worker.name)).toBeVisible()
  expect((await watches).status()).toBe(200)
  expect(new URL(page.url()).origin).toBe(url)
  const [session] = (await page.context().cookies()).filter(({ name }) => name === 'session')
  await signOut()
  await expect(page).toHaveURL(`${url}/sign-in`)
  return session
}
