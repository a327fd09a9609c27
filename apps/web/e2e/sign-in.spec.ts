import { makeWorker } from '@shifts/db/factories'
import type { Page } from '@playwright/test'
import { hostileNexts } from './hostileNexts.ts'
import { expect, expectAccessible, test } from './test.ts'

test('leads a signed-out visitor to the sign-in, and from there to the page that was asked for', async ({
  page,
  app,
}) => {
  const worker = await makeWorker(app.db, { name: 'Noor Haddad' })
  await page.goto('/?view=week&date=2026-12-02')
  await expect(page).toHaveURL(/\/sign-in\?next=/)
  await expectAccessible(page)

  await page.getByLabel(/sign in as/i).fill(String(worker.id))
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()

  await expect(page).toHaveURL('/?view=week&date=2026-12-02')
  await expect(page.getByText('Noor Haddad')).toBeVisible()
})

test('leads a visitor who is signed in already to the page that was asked for', async ({
  page,
  app,
  signInAs,
}) => {
  await signInAs(await makeWorker(app.db))
  await page.goto('/sign-in?next=/?view=week')
  await expect(page).toHaveURL('/?view=week')
  await page.goto('/sign-in?next=//example.com/')
  await expect(page).toHaveURL('/')
})

test('lets a visitor whose account has been removed sign in again', async ({
  page,
  app,
  signInAs,
}, testInfo) => {
  testInfo.annotations.push({ type: 'expects console errors' })
  const worker = await makeWorker(app.db)
  await signInAs({ id: 987_654 })
  await page.goto('/')
  await expect(page.getByRole('heading', { name: 'This account is no longer there' })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Sign in again' }).click()
  await page.getByLabel(/sign in as/i).fill(String(worker.id))
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByText(worker.name)).toBeVisible()
})

test('says which worker it does not know', async ({ page }) => {
  await page.goto('/sign-in')
  await page.getByLabel(/sign in as/i).fill('987654')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByRole('main').getByRole('alert')).toHaveText('There is no worker 987654.')
  await expectAccessible(page)
})

test('says what a worker id looks like', async ({ page }) => {
  await page.goto('/sign-in')
  await page.getByLabel(/sign in as/i).fill('twelve')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByRole('main').getByRole('alert')).toContainText('whole number')
})

/** Records every page that the browser tries to open elsewhere, and opens none of them. */
async function watchForeignPages(page: Page, url: string): Promise<string[]> {
  const foreign: string[] = []
  await page.route(
    (target) => target.origin !== url,
    (route) => {
      foreign.push(route.request().url())
      return route.abort()
    },
  )
  return foreign
}

const signInTo = (...nexts: string[]) =>
  `/sign-in?${new URLSearchParams(nexts.map((next) => ['next', next])).toString()}`

const tricks = [...hostileNexts.map((next) => [next]), ['//evil.example', '/'], ['/', '//evil.example']]

/** So that each test takes a few seconds, and they run side by side. */
const parts = 4

for (let part = 0; part < parts; part++) {
  test(`stays on this site after signing in, whatever next says (${part + 1} of ${parts})`, async ({
    page,
    app,
  }, testInfo) => {
    testInfo.annotations.push({ type: 'expects console errors' })
    test.slow()
    const worker = await makeWorker(app.db)
    const foreign = await watchForeignPages(page, app.url)
    for (const nexts of tricks.filter((_, n) => n % parts === part)) {
      await page.context().clearCookies()
      await page.goto(signInTo(...nexts))
      await page.getByLabel(/sign in as/i).fill(String(worker.id))
      await page.getByRole('button', { name: 'Sign in', exact: true }).click()
      await page.waitForURL((url) => url.origin !== app.url || url.pathname !== '/sign-in')
      await page.waitForLoadState()
      expect(new URL(page.url()).origin, JSON.stringify(nexts)).toBe(app.url)
    }
    expect(foreign).toEqual([])
  })
}

test('stays on this site when the visitor is signed in already', async ({
  page,
  app,
  signInAs,
}, testInfo) => {
  testInfo.annotations.push({ type: 'expects console errors' })
  test.slow()
  await signInAs(await makeWorker(app.db))
  const foreign = await watchForeignPages(page, app.url)
  for (const nexts of tricks) {
    await page.goto(signInTo(...nexts), { waitUntil: 'commit' })
    expect(new URL(page.url()).origin, JSON.stringify(nexts)).toBe(app.url)
  }
  expect(foreign).toEqual([])
})

test('keeps the session where no script can read it, and ends it on signing out', async ({ page, app }) => {
  const worker = await makeWorker(app.db)
  await page.goto('/sign-in')
  await page.getByLabel(/sign in as/i).fill(String(worker.id))
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page).toHaveURL('/')
  const session = (await page.context().cookies()).find(({ name }) => name === 'session')
  expect(session).toMatchObject({ httpOnly: true, sameSite: 'Lax' })

  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page).toHaveURL(/\/sign-in/)
  await page.goto('/')
  await expect(page).toHaveURL(/\/sign-in/)
})

test('refuses to be the API of a worker who is not signed in', async ({ request }) => {
  const response = await request.get(`/api/trpc/worker.byId?input=${encodeURIComponent('{"workerId":1}')}`)
  expect(response.status()).toBe(401)
  expect(response.headers()['x-request-id']).toBeTruthy()
})

test('takes a path that cannot be decoded for the caller’s mistake', async ({ app }) => {
  const response = await fetch(`${app.url}/api/trpc/%E0%A4%A`)
  expect(response.status).toBe(400)
})
