import { makeWorker } from '@shifts/testing/factories'
import type { BrowserContext, Page } from '@playwright/test'
import { hostileNexts } from './hostileNexts.ts'
import { signToken } from './signToken.ts'
import { expect, expectAccessible, holdRequests, test } from './test.ts'

test('leads a signed-out visitor to the sign-in page, and then to the requested page', async ({
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

test('leads a visitor who is signed in already to the requested page', async ({ page, app, signInAs }) => {
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
  allowConsole,
}) => {
  allowConsole(/status of 404 .*worker.byId/)
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

test('reports an unknown worker', async ({ page }) => {
  await page.goto('/sign-in')
  await page.getByLabel(/sign in as/i).fill('987654')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByRole('main').getByRole('alert')).toHaveText('There is no worker 987654.')
  await expectAccessible(page)
})

for (const [workerId, error] of [
  ['2147483647', 'There is no worker 2147483647.'],
  ['2147483648', 'There is no worker with such an id.'],
  ['99999999999999999999', 'There is no worker with such an id.'],
  ['0', 'There is no worker with such an id.'],
] as const) {
  test(`reports that there is no worker ${workerId}`, async ({ page }) => {
    await page.goto('/sign-in')
    await page.getByLabel(/sign in as/i).fill(workerId)
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await expect(page.getByRole('main').getByRole('alert')).toHaveText(error)
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

test('says what a worker id is if a word is entered', async ({ page }) => {
  await page.goto('/sign-in')
  await page.getByLabel(/sign in as/i).fill('twelve')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByRole('main').getByRole('alert')).toContainText('whole number')
})

/**
 * Records the addresses of all requests to other sites. It does not intercept requests, which would disable the browser's
 * cache; the names of the other sites are reserved and do not resolve.
 */
function recordForeignRequests(context: BrowserContext, url: string): string[] {
  const foreign: string[] = []
  context.on('request', (request) => {
    if (new URL(request.url()).origin !== url) foreign.push(request.url())
  })
  return foreign
}

const signInTo = (...nexts: string[]) =>
  `/sign-in?${new URLSearchParams(nexts.map((next) => ['next', next])).toString()}`

const signInAddresses = [
  ...hostileNexts.map((next) => signInTo(next)),
  signInTo('//evil.example', '/'),
  signInTo('/', '//evil.example'),
]

/** The value of `next` in the form of the sign-in page at each address, as the browser parses the page. */
function nextsInForms(page: Page, addresses: string[]): Promise<string[]> {
  return page.evaluate(async (all) => {
    const nexts: string[] = []
    for (const address of all) {
      const html = await (await fetch(address)).text()
      const parsed = new DOMParser().parseFromString(html, 'text/html')
      nexts.push(parsed.querySelector<HTMLInputElement>('input[name=next]')?.value ?? '')
    }
    return nexts
  }, addresses)
}

/** One address for each value of `next` that the forms submit: the rest of signing in depends on this value alone. */
function uniqueByNext(addresses: string[], nexts: string[]): string[] {
  return addresses.filter((_, n) => nexts.indexOf(nexts[n] ?? '') === n)
}

test('offers a form that leads to this site, with every value of next', async ({ page, app }) => {
  await page.goto('/sign-in')
  const nexts = await nextsInForms(page, signInAddresses)
  for (const [n, next] of nexts.entries()) {
    expect(next, signInAddresses[n]).toMatch(/^\//)
    expect(new URL(next, app.url).origin, signInAddresses[n]).toBe(app.url)
  }
})

/** Several tests, so that the workers share them. */
const parts = 3

for (let part = 0; part < parts; part++) {
  test(`stays on this site after signing in, with every value of next (${part + 1} of ${parts})`, async ({
    page,
    context,
    app,
    allowConsole,
  }) => {
    allowConsole(/status of 404 .*evil\.example/)
    const worker = await makeWorker(app.db)
    const foreign = recordForeignRequests(context, app.url)
    await page.goto('/sign-in')
    const addresses = signInAddresses.filter((_, n) => n % parts === part)
    for (const address of uniqueByNext(addresses, await nextsInForms(page, addresses))) {
      // A new page, since the previous one may still be loading.
      const signInPage = await context.newPage()
      await signInPage.goto(address)
      await signInPage.getByLabel(/sign in as/i).fill(String(worker.id))
      await signInPage.getByRole('button', { name: 'Sign in', exact: true }).click()
      await signInPage.waitForURL((url) => url.origin !== app.url || url.pathname !== '/sign-in')
      await signInPage.waitForLoadState()
      expect(new URL(signInPage.url()).origin, address).toBe(app.url)
      await signInPage.close()
      await context.clearCookies()
    }
    expect(foreign).toEqual([])
  })
}

test('stays on this site if the visitor is signed in already, with every value of next', async ({
  browser,
  app,
  signInAs,
}) => {
  // The server redirects, so the browser needs no scripts.
  const context = await browser.newContext({ baseURL: app.url, javaScriptEnabled: false })
  const page = await context.newPage()
  await signInAs(await makeWorker(app.db), page)
  const foreign = recordForeignRequests(context, app.url)
  const addressByTarget = new Map<string, string>()
  for (const address of signInAddresses) {
    const response = await page.request.get(address, { maxRedirects: 0 })
    expect(response.status(), address).toBe(307)
    const target = response.headers()['location'] ?? 'about:blank'
    expect(new URL(target, app.url).origin, address).toBe(app.url)
    addressByTarget.set(target, address)
  }
  // One address for each target of a redirect: the browser's part depends on the target alone.
  for (const address of addressByTarget.values()) {
    await page.goto(address, { waitUntil: 'commit' })
    expect(new URL(page.url()).origin, address).toBe(app.url)
  }
  expect(foreign).toEqual([])
  await context.close()
})

test('keeps the session in a cookie that scripts cannot read, and ends it on signing out', async ({
  page,
  app,
  signOut,
}) => {
  const worker = await makeWorker(app.db)
  await page.goto('/sign-in')
  await page.getByLabel(/sign in as/i).fill(String(worker.id))
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page).toHaveURL('/')
  const session = (await page.context().cookies()).find(({ name }) => name === 'session')
  expect(session).toMatchObject({ httpOnly: true, sameSite: 'Lax' })

  await signOut()
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

/** The status of the API's response to a request with this session. */
async function statusWith(app: { url: string }, { id }: { id: number }, cookie: string): Promise<number> {
  const url = `${app.url}/api/trpc/worker.byId?input=${encodeURIComponent(JSON.stringify({ workerId: id }))}`
  return (await fetch(url, { headers: { cookie: `session=${cookie}` } })).status
}

test('refuses a copy of the session after signing out, and keeps other sessions', async ({
  page,
  app,
  browser,
  signOut,
}) => {
  const worker = await makeWorker(app.db)
  const copy = await signIn(page, worker)
  const otherContext = await browser.newContext({ baseURL: app.url })
  const other = await signIn(await otherContext.newPage(), worker)
  expect([await statusWith(app, worker, copy), await statusWith(app, worker, other)]).toEqual([200, 200])

  await signOut()
  await expect(page).toHaveURL(/\/sign-in/)
  expect([await statusWith(app, worker, copy), await statusWith(app, worker, other)]).toEqual([401, 200])
  await otherContext.close()
})

test('leads another tab to the sign-in page after signing out', async ({ page, app, signOut }) => {
  await signIn(page, await makeWorker(app.db))
  const otherTab = await page.context().newPage()
  await otherTab.goto('/?view=week')
  await expect(otherTab.getByText('0 you can take')).toBeVisible()
  await signOut()
  await expect(otherTab).toHaveURL('/sign-in?next=%2F%3Fview%3Dweek', { timeout: 30_000 })
})

test('signing out before the page is hydrated is not interrupted by it', async ({
  page,
  app,
  signInAs,
  allowConsole,
}) => {
  allowConsole(/status of 401 .*api\/trpc/)
  await signInAs(await makeWorker(app.db))
  const releaseScripts = await holdRequests(page, /_next\/static\/.*\.js/)
  await page.goto('/', { waitUntil: 'commit' })
  // As while the browser waits for the response to signing out.
  await page.locator('form[data-signs-out]').evaluate((form: HTMLFormElement) => {
    form.addEventListener('submit', (event) => event.preventDefault())
    form.requestSubmit()
  })
  await page.context().clearCookies({ name: 'session' })
  releaseScripts()
  await expect(page.getByText('The shifts could not be loaded')).toBeVisible()
  await expect(page).toHaveURL('/')
})

test('renews the token of a session that is used, but no other token', async ({ page, app, signInAs }) => {
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

test('responds with 401 without a session', async ({ request }) => {
  const response = await request.get(`/api/trpc/worker.byId?input=${encodeURIComponent('{"workerId":1}')}`)
  expect(response.status()).toBe(401)
  expect(response.headers()['x-request-id']).toBeTruthy()
})

test('responds with 400 to a path that cannot be decoded', async ({ app }) => {
  const response = await fetch(`${app.url}/api/trpc/%E0%A4%A`)
  expect(response.status).toBe(400)
})
