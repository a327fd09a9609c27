import { makeWorker } from '@shifts/testing/factories'
import type { BrowserContext, Page } from '@playwright/test'
import { hostileNexts } from './hostileNexts.ts'
import { signToken } from './signToken.ts'
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

for (const [workerId, complaint] of [
  ['2147483647', 'There is no worker 2147483647.'],
  ['2147483648', 'There is no worker with such an id.'],
  ['99999999999999999999', 'There is no worker with such an id.'],
  ['0', 'There is no worker with such an id.'],
] as const) {
  test(`knows no worker ${workerId}`, async ({ page }) => {
    await page.goto('/sign-in')
    await page.getByLabel(/sign in as/i).fill(workerId)
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await expect(page.getByRole('main').getByRole('alert')).toHaveText(complaint)
  })
}

test('signs in a worker whose id has ten digits', async ({ page, app }) => {
  const { rows } = await app.db.execute<{ name: string }>(
    `insert into worker (id, name, profession) values (2147483646, 'Ten Digits', 'RN') returning name`,
  )
  await page.goto('/sign-in')
  await page.getByLabel(/sign in as/i).fill('2147483646')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByText(rows[0]?.name ?? 'nobody')).toBeVisible()
})

test('says what a worker id looks like', async ({ page }) => {
  await page.goto('/sign-in')
  await page.getByLabel(/sign in as/i).fill('twelve')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByRole('main').getByRole('alert')).toContainText('whole number')
})

/** Records every page that the browser tries to open elsewhere, and opens none of them. */
async function watchForeignPages(context: BrowserContext, url: string): Promise<string[]> {
  const foreign: string[] = []
  await context.route(
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
    context,
    app,
  }, testInfo) => {
    testInfo.annotations.push({ type: 'expects console errors' })
    test.slow()
    const worker = await makeWorker(app.db)
    const foreign = await watchForeignPages(context, app.url)
    for (const nexts of tricks.filter((_, n) => n % parts === part)) {
      // A page of its own: what the last one still does would get in the way.
      const page = await context.newPage()
      await page.goto(signInTo(...nexts))
      await page.getByLabel(/sign in as/i).fill(String(worker.id))
      await page.getByRole('button', { name: 'Sign in', exact: true }).click()
      await page.waitForURL((url) => url.origin !== app.url || url.pathname !== '/sign-in')
      await page.waitForLoadState()
      expect(new URL(page.url()).origin, JSON.stringify(nexts)).toBe(app.url)
      await page.close()
      await context.clearCookies()
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
  const foreign = await watchForeignPages(page.context(), app.url)
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

async function signIn(page: Page, { id }: { id: number }): Promise<string> {
  await page.goto('/sign-in')
  await page.getByLabel(/sign in as/i).fill(String(id))
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page).toHaveURL('/')
  return sessionOf(page)
}

const sessionOf = async (page: Page) =>
  (await page.context().cookies()).find(({ name }) => name === 'session')?.value ?? ''

/** How the API answers who shows this session. */
async function statusWith(app: { url: string }, { id }: { id: number }, cookie: string): Promise<number> {
  const url = `${app.url}/api/trpc/worker.byId?input=${encodeURIComponent(JSON.stringify({ workerId: id }))}`
  return (await fetch(url, { headers: { cookie: `session=${cookie}` } })).status
}

test('refuses a copy of the session after signing out, and goes on with other sessions', async ({
  page,
  app,
  browser,
}) => {
  const worker = await makeWorker(app.db)
  const copy = await signIn(page, worker)
  const elsewhere = await browser.newContext({ baseURL: app.url })
  const other = await signIn(await elsewhere.newPage(), worker)
  expect([await statusWith(app, worker, copy), await statusWith(app, worker, other)]).toEqual([200, 200])

  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page).toHaveURL(/\/sign-in/)
  expect([await statusWith(app, worker, copy), await statusWith(app, worker, other)]).toEqual([401, 200])
  await elsewhere.close()
})

test('leads a page that is open in another tab to the sign-in after signing out', async ({
  page,
  app,
}, testInfo) => {
  testInfo.annotations.push({ type: 'expects console errors' })
  await signIn(page, await makeWorker(app.db))
  const otherTab = await page.context().newPage()
  await otherTab.goto('/?view=week')
  await expect(otherTab.getByText(/open shifts you may take/)).toBeVisible()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(otherTab).toHaveURL('/sign-in?next=%2F%3Fview%3Dweek', { timeout: 30_000 })
})

test('renews a session while it is used, and no other token', async ({ page, app, signInAs }) => {
  const worker = await makeWorker(app.db)
  await signInAs(worker)
  const token = await sessionOf(page)
  await page.goto('/')
  await expect(page.getByText(worker.name)).toBeVisible()
  expect(await sessionOf(page)).toBe(token)

  const now = Math.floor(Date.now() / 1_000)
  const times = { iat: now - 600, exp: now + 600, session_started_at: now - 3_600 }
  const used = signToken({ role: 'worker', sub: String(worker.id), jti: 'used-session', ...times })
  await page.context().addCookies([{ name: 'session', value: used, url: app.url }])
  await page.goto('/')
  await expect.poll(() => sessionOf(page)).not.toBe(used)
  const [, claims = ''] = (await sessionOf(page)).split('.')
  const renewed: unknown = JSON.parse(Buffer.from(claims, 'base64url').toString())
  expect(renewed).toMatchObject({
    sub: String(worker.id),
    jti: 'used-session',
    session_started_at: now - 3_600,
  })
  expect(renewed).toHaveProperty('exp', expect.closeTo(now + 3_600, -2))
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
