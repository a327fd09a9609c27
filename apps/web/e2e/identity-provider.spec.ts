import type { Page } from '@playwright/test'
import { unlinkIdentity } from '@shifts/db'
import { makeFacility, makeShift, makeWorker } from '@shifts/testing/factories'
import { expect, expectAccessible, test as base, waitForScripts } from './test.ts'
import {
  consent,
  enterName,
  goToProvider,
  linkPerson,
  signInAt,
  startProviderSite,
  type ProviderSite,
} from './identityProvider.ts'

const test = base.extend<object, { site: ProviderSite }>({
  site: [
    async ({ app }, use) => {
      const site = await startProviderSite(app)
      await use(site)
      await site.close()
    },
    { scope: 'worker' },
  ],
})

// The provider's pages ask for a font of another site.
test.beforeEach(({ context }) =>
  context.route(/fonts\.googleapis\.com/, (route) => route.fulfill({ contentType: 'text/css', body: '' })),
)

const week = '/?view=week'

/** The worker's name is in the header of its pages. */
const expectSignedIn = (page: Page, { name }: { name: string }) =>
  expect(page.getByText(name).first()).toBeVisible()

/** Signs in at the provider, and returns the address of ours to which it leads, without requesting it. */
async function unusedCallback(site: ProviderSite, page: Page, subject: string): Promise<string> {
  await page.goto(site.url)
  await goToProvider(page)
  await enterName(page, subject)
  const consentForm = page.locator('form', { has: page.getByRole('button', { name: 'Continue' }) })
  const { request } = page.context()
  const once = { maxRedirects: 0 }
  const address = (await consentForm.getAttribute('action')) ?? ''
  const submitted = await request.post(address, { ...once, form: { prompt: 'consent' } })
  const authorized = await request.get(submitted.headers().location ?? '', once)
  return authorized.headers().location ?? ''
}

test('signs in at the provider, with consent, and shows the page that was asked for', async ({
  page,
  app,
  site,
}) => {
  const worker = await makeWorker(app.db)
  await signInAt(site, page, await linkPerson(app, site, worker), week)
  await expectSignedIn(page, worker)
  const session = (await page.context().cookies()).find(({ name }) => name === 'session')
  expect(session).toMatchObject({ httpOnly: true, sameSite: 'Lax' })
  // Nothing of the attempt is left.
  expect((await page.context().cookies(`${site.url}/sign-in`)).map(({ name }) => name)).not.toContainEqual(
    expect.stringMatching(/^sign-in-/),
  )
})

test('tells a person without a worker so, whom to ask, and the operator who it was', async ({
  page,
  app,
  site,
}) => {
  await page.goto(site.url)
  await goToProvider(page)
  await enterName(page, 'stranger@home')
  await consent(page)
  await expect(page.getByRole('heading', { name: 'No worker belongs to your account' })).toBeVisible()
  await expect(page.getByText('stranger@home')).toBeVisible()
  await expect(page.getByRole('link', { name: /scheduling@clinic/ })).toHaveAttribute(
    'href',
    'mailto:scheduling@clinic.example',
  )
  expect(site.log()).toMatch(/"subject":"stranger@home".*no worker belongs/)
  for (const width of [390, 1440]) {
    await page.setViewportSize({ width, height: 844 })
    await expectAccessible(page)
  }
  await page.goto(site.url)
  await expect(page).toHaveURL(/\/sign-in/)

  const worker = await makeWorker(app.db)
  const subject = await linkPerson(app, site, worker)
  await page.goto(`${site.url}/sign-in/no-worker`)
  await page.getByRole('link', { name: 'Use another account' }).click()
  await enterName(page, subject)
  await consent(page)
  await expectSignedIn(page, worker)
})

test('signs out here and at the provider, although live updates end before', async ({
  page,
  app,
  site,
  request,
  signOut,
}) => {
  const worker = await makeWorker(app.db)
  const facility = await makeFacility(app.db)
  await signInAt(site, page, await linkPerson(app, site, worker))
  await expectSignedIn(page, worker)
  await waitForScripts(page)
  const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
  // The response to signing out arrives after the page has noticed that its session has ended.
  await page.route(`${site.url}/`, async (route) => {
    if (route.request().method() !== 'POST') return route.fallback()
    const response = await route.fetch({ maxRedirects: 0 })
    const startsAt = new Date(Date.now() + 3_600_000).toISOString()
    await makeShift(app.db, { facilityId: facility.id, startsAt })
    await expect(page.getByText('The shifts could not be loaded')).toBeVisible()
    await route.fulfill({ response })
  })
  await signOut()
  await page.getByRole('button', { name: /sign me out/i }).click()
  await expect(page).toHaveURL(`${site.url}/sign-in`)
  const response = await request.get(site.url, { headers: { cookie }, maxRedirects: 0 })
  expect(response.headers().location).toContain('/sign-in')
  await goToProvider(page)
  await expect(page.getByPlaceholder('Enter any login')).toBeVisible()
})

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false })

  test('signs in, and signs out here and at the provider', async ({ page, app, site, signOut }) => {
    const subject = await linkPerson(app, site, await makeWorker(app.db))
    await signInAt(site, page, subject)
    await signOut()
    await page.getByRole('link', { name: 'Sign out of the sign-in service too' }).click()
    await page.getByRole('button', { name: /sign me out/i }).click()
    await expect(page).toHaveURL(`${site.url}/sign-in`)
  })
})

test('ends the session when the provider ends its own', async ({ page, app, site, allowConsole }) => {
  allowConsole(/status of 401 .*api\/trpc/)
  const worker = await makeWorker(app.db)
  await signInAt(site, page, await linkPerson(app, site, worker))
  const atProvider = await page.context().newPage()
  await atProvider.goto(`${site.provider.issuer}/session/end`)
  await atProvider.getByRole('button', { name: /sign me out/i }).click()
  // Live updates end with the session.
  await expect(page).toHaveURL(/\/sign-in/, { timeout: 30_000 })
})

test('ends no session for a logout token that the provider did not make', async ({ request, site }) => {
  const url = `${site.url}/sign-out/back-channel`
  const accessToken = await site.provider.accessToken('ada')
  for (const logout_token of ['', 'no token', accessToken])
    expect((await request.post(url, { form: { logout_token } })).status()).toBe(400)
  expect((await request.post(url, { data: '{}' })).status()).toBe(400)
  expect((await request.get(url)).status()).toBe(405)
})

test('leads to the sign-in page when the person is unlinked', async ({ page, app, site, allowConsole }) => {
  allowConsole(/status of 401 .*api\/trpc/)
  const subject = await linkPerson(app, site, await makeWorker(app.db))
  await signInAt(site, page, subject)
  await unlinkIdentity(app.db, { issuer: site.provider.issuer, subject })
  await expect(page).toHaveURL(/\/sign-in/, { timeout: 30_000 })
  await goToProvider(page)
  await expect(page.getByText('No worker belongs to your account')).toBeVisible()
})

test('returns to the page after the session has expired, without asking for the password again', async ({
  page,
  app,
  site,
  allowConsole,
}) => {
  allowConsole(/status of 401 .*api\/trpc/)
  const worker = await makeWorker(app.db)
  await signInAt(site, page, await linkPerson(app, site, worker), week)
  await page.context().clearCookies({ name: 'session' })
  await expect(async () => {
    // A request of the page that is still loading may lead there first.
    if (!page.url().includes('/sign-in'))
      await page.getByRole('link', { name: 'Next week' }).click({ timeout: 1_000 })
    await expect(page).toHaveURL(/\/sign-in/, { timeout: 1_000 })
  }).toPass()
  const asked = new URL(page.url()).searchParams.get('next')
  expect(asked).toMatch(/view=week/)
  await goToProvider(page)
  await expect(page).toHaveURL(`${site.url}${asked}`)
  await expectSignedIn(page, worker)
})

test('refuses an address of the provider’s response that was used before, or in another browser', async ({
  page,
  app,
  site,
  browser,
}) => {
  const worker = await makeWorker(app.db)
  const url = await unusedCallback(site, page, await linkPerson(app, site, worker))
  const thief = await (await browser.newContext()).newPage()
  await thief.goto(url)
  await expect(thief.getByRole('main').getByRole('alert')).toHaveText(/started in another browser/)
  await page.goto(url)
  await expectSignedIn(page, worker)
  await page.goto(url)
  await expectSignedIn(page, worker)
  // A request of the open page without its session would lead to the sign-in page.
  await page.goto('about:blank')
  await page.context().clearCookies({ name: 'session' })
  await page.goto(url)
  await expect(page.getByRole('main').getByRole('alert')).toHaveText(/Start again/)
  await thief.context().close()
})

test('refuses a stolen code, even with an attempt of the thief’s own', async ({
  page,
  app,
  site,
  browser,
}) => {
  const stolen = new URL(
    await unusedCallback(site, page, await linkPerson(app, site, await makeWorker(app.db))),
  )
  const thief = await (await browser.newContext()).newPage()
  const own = new URL(await unusedCallback(site, thief, 'thief'))
  own.searchParams.set('code', stolen.searchParams.get('code') ?? '')
  await thief.goto(own.href)
  await expect(thief.getByRole('main').getByRole('alert')).toHaveText('Signing in did not work. Start again.')
  await thief.context().close()
})

test('refuses an ID token with another nonce', async ({ page, app, site }) => {
  const subject = await linkPerson(app, site, await makeWorker(app.db))
  await page.route(/\/sign-in\/provider/, async (route) => {
    const response = await route.fetch({ maxRedirects: 0 })
    const url = new URL(response.headers().location ?? '')
    url.searchParams.set('nonce', 'of-another-attempt')
    await route.fulfill({ response, headers: { ...response.headers(), location: url.href } })
  })
  await page.goto(site.url)
  await goToProvider(page)
  await enterName(page, subject)
  await consent(page)
  await expect(page.getByRole('main').getByRole('alert')).toHaveText('Signing in did not work. Start again.')
})

test('an attempt that the browser made up itself signs nobody in', async ({ page, site }) => {
  const attempt = { state: 'made-up', nonce: 'n', codeVerifier: 'v'.repeat(43), next: '//evil.example' }
  const value = encodeURIComponent(JSON.stringify(attempt))
  await page.context().addCookies([{ name: 'sign-in-made-up', value, url: `${site.url}/sign-in` }])
  await page.goto(`${site.url}/sign-in/callback?state=made-up&code=x&iss=${site.provider.issuer}`)
  await expect(page.getByRole('main').getByRole('alert')).toHaveText('Signing in did not work. Start again.')
  expect(new URL(page.url()).searchParams.get('next')).toBe('/')
})

test('says that the person cancelled', async ({ page, site }) => {
  await page.goto(site.url)
  await goToProvider(page)
  await page.getByRole('link', { name: /cancel/i }).click()
  await expect(page.getByRole('main').getByRole('alert')).toHaveText(/You cancelled signing in/)
})

test('two tabs sign in at once, each for its own page', async ({ page, app, site, allowConsole }) => {
  // The second one ends the session of the first one, whose page may have a request under way.
  allowConsole(/status of 401 \(Unauthorized\) \(\S+\/api\/trpc\//)
  const worker = await makeWorker(app.db)
  const subject = await linkPerson(app, site, worker)
  const other = await page.context().newPage()
  await page.goto(`${site.url}${week}`)
  await other.goto(`${site.url}/my-shifts`)
  await goToProvider(page)
  await goToProvider(other)
  await enterName(page, subject)
  await consent(page)
  await expect(page).toHaveURL(`${site.url}${week}`)
  await enterName(other, subject)
  await expect(other).toHaveURL(`${site.url}/my-shifts`)
  await expectSignedIn(other, worker)
  // Its own navigation after a 401 may interrupt the reload.
  await expect(async () => {
    await page.reload()
    await expect(page).toHaveURL(`${site.url}${week}`)
  }).toPass()
  await expectSignedIn(page, worker)
})

test('signs in after the provider has changed its keys', async ({ page, app, site }) => {
  const worker = await makeWorker(app.db)
  const subject = await linkPerson(app, site, worker)
  await signInAt(site, page, subject)
  site.provider.rotateKeys()
  // A request of the open page without its session would lead to the sign-in page.
  await page.goto('about:blank')
  await page.context().clearCookies()
  await signInAt(site, page, subject)
  await expectSignedIn(page, worker)
})

test('says that the provider is away, and signs in once it is back', async ({ page, app }) => {
  const site = await startProviderSite(app)
  try {
    const worker = await makeWorker(app.db)
    const subject = await linkPerson(app, site, worker)
    site.provider.respond('/', ({ socket }) => void socket.destroy())
    await page.goto(`${site.url}${week}`)
    await goToProvider(page)
    await expect(page.getByRole('main').getByRole('alert')).toHaveText(/service is not responding/)
    await expectAccessible(page)
    site.provider.restore()
    // After a failure, the provider is left alone for some seconds.
    await expect(async () => {
      // On a busy machine, the provider's page may appear only after the last attempt has ended, even just before the click.
      if (page.url().startsWith(site.url)) await goToProvider(page, { timeout: 5_000 })
      await expect(page.getByPlaceholder('Enter any login')).toBeVisible({ timeout: 5_000 })
    }).toPass()
    await enterName(page, subject)
    site.provider.respond('/token', (_, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<p>Maintenance</p>')
    })
    await consent(page)
    await expect(page.getByRole('main').getByRole('alert')).toHaveText(/service is not responding/)
    site.provider.restore()
    await goToProvider(page)
    await expect(page).toHaveURL(`${site.url}${week}`)
    await expectSignedIn(page, worker)
  } finally {
    await page.goto('about:blank')
    await site.close()
  }
})

test.describe('in Spanish', () => {
  test.use({ locale: 'es-US' })

  test('the sign-in page and the page for people without a worker are complete and accessible', async ({
    page,
    site,
  }) => {
    await page.goto(`${site.url}/sign-in?problem=REFUSED`)
    await expect(page.getByRole('main').getByRole('alert')).toHaveText(
      'No se pudo iniciar sesión. Empieza de nuevo.',
    )
    await expectAccessible(page)
    await page.getByRole('link', { name: 'Iniciar sesión' }).click()
    await enterName(page, 'desconocida')
    await consent(page)
    await expect(page.getByRole('heading', { name: /no está asociada/ })).toBeVisible()
    await expectAccessible(page)
  })
})
