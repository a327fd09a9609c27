import type { Page } from '@playwright/test'
import { expect, test } from './test.ts'
import { makeFixture, nextYear, shiftAt } from './fixture.ts'

/** Records the violations of the content security policy that the browser reports. */
async function recordViolations(page: Page): Promise<string[]> {
  const violations: string[] = []
  await page.exposeFunction('reportViolation', (violation: string) => violations.push(violation))
  await page.addInitScript(`document.addEventListener('securitypolicyviolation', (event) =>
    reportViolation(event.effectiveDirective + ' ' + event.blockedURI))`)
  return violations
}

const nonceOf = (policy: string | undefined) => policy?.match(/'nonce-([\w+/=]+)'/)?.[1]

for (const path of ['/sign-in', '/', '/no/such/page', '/icon.svg', '/api/trpc/worker.byId']) {
  test(`sends all security headers and a new nonce with ${path}`, async ({ request }) => {
    const [first, second] = [await request.get(path, { maxRedirects: 0 }), await request.get(path)]
    const { 'content-security-policy': policy = '', ...headers } = first.headers()
    expect(policy.split('; ')).toEqual([
      "default-src 'self'",
      `script-src 'self' 'nonce-${nonceOf(policy)}' 'strict-dynamic'`,
      "style-src 'self'",
      "style-src-attr 'unsafe-inline'",
      "worker-src 'self'",
      "connect-src 'self'",
      "object-src 'none'",
      "base-uri 'none'",
      "form-action 'self'",
      "frame-ancestors 'none'",
    ])
    expect(nonceOf(policy)).not.toBe(nonceOf(second.headers()['content-security-policy']))
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'same-origin',
    })
    expect(headers).not.toHaveProperty('x-powered-by')
  })
}

test('does not run injected scripts', async ({ page, allowConsole }) => {
  // React reports that the injected elements are not its own.
  allowConsole(/Content Security Policy/, /status of 404 .*\/none/, /React error #418/)
  const violations = await recordViolations(page)
  await page.route('/sign-in', async (route) => {
    const response = await route.fetch()
    const injected = `<script>window.ran = true</script><img src="/none" onerror="window.ran = true" alt="">`
    await route.fulfill({ response, body: (await response.text()).replace('</main>', `${injected}</main>`) })
  })
  await page.goto('/sign-in')
  await expect
    .poll(() => violations)
    .toEqual(expect.arrayContaining(['script-src-elem inline', 'script-src-attr inline']))
  expect(await page.evaluate('window.ran')).toBeUndefined()
})

test('violates no policy from signing in to signing out', async ({ page, app, signOut }) => {
  const violations = await recordViolations(page)
  const { worker } = await makeFixture(app.db, [
    { name: 'Busy Hospital', startsAt: `${nextYear('06-08')}T14:00:00Z`, count: 9 },
    { name: 'Quiet Hospice', startsAt: `${nextYear('06-10')}T14:00:00Z` },
  ])
  await page.goto(`/sign-in?next=/?date=${nextYear('06-01')}`)
  await page.getByLabel(/sign in as/i).fill(String(worker.id))
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()

  await page.getByRole('button', shiftAt('Quiet Hospice')).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click()

  await page.getByRole('link', { name: /June 8, 9 shifts you can take/ }).click()
  await expect(page.getByRole('button', shiftAt('Busy Hospital'))).toHaveCount(9)
  await page
    .getByRole('button', { name: /^Claim .* at Busy Hospital/ })
    .first()
    .click()
  await expect(page.getByText('Yours: Busy Hospital')).toBeVisible()
  await page.getByRole('link', { name: 'My shifts', exact: true }).click()
  await expect(page.getByRole('main').getByRole('listitem')).toHaveText([/Busy Hospital/])
  await page.goto(`/?date=${nextYear('06-01')}`)

  await page.getByRole('button', { name: 'Filters' }).click()
  await page.getByRole('checkbox', { name: 'Quiet Hospice' }).check()
  await page.getByRole('button', { name: /^Show \d+ shift/ }).click()
  await expect(page.getByText('1 you can take')).toBeVisible()

  for (const view of ['Week', 'Day', 'List']) {
    await page.getByRole('link', { name: view, exact: true }).click()
    await expect(page.locator(`[data-view=${view.toLowerCase()}][aria-busy=false]`)).toBeVisible()
    await expect(page.getByText(/\d you can take/)).toBeVisible()
  }
  await page.reload()
  await signOut()
  await expect(page).toHaveURL(/\/sign-in/)
  expect(violations).toEqual([])
})

test('violates no policy on the not-found page', async ({ page, allowConsole }) => {
  allowConsole(/status of 404 .*no\/such\/page/)
  const violations = await recordViolations(page)
  expect((await page.goto('/no/such/page'))?.status()).toBe(404)
  await page.getByRole('link', { name: 'Open the calendar' }).click()
  await expect(page).toHaveURL(/\/sign-in/)
  expect(violations).toEqual([])
})

test('violates no policy on the error page, which offers to try again', async ({
  page,
  app,
  signInAs,
  allowConsole,
}) => {
  allowConsole(/RangeError/, /^Temporal error/)
  const violations = await recordViolations(page)
  const { worker } = await makeFixture(app.db, [
    { name: 'Broken Ward', startsAt: `${nextYear('07-13')}T14:00:00Z` },
  ])
  await signInAs(worker)
  // Also before the page loads July ahead
  const listsJuly = new RegExp(`shift\\.listEligible.*${nextYear('07-01')}`)
  await page.route(listsJuly, async (route) => {
    const response = await route.fetch()
    const body = (await response.text()).replaceAll(/"startsAt":"[^"]+"/g, '"startsAt":"never"')
    await route.fulfill({ response, body })
  })
  await page.goto(`/?view=month&date=${nextYear('06-01')}`)
  await page.getByRole('link', { name: 'Next month' }).click()
  await expect(page.getByRole('heading', { name: 'Something went wrong on our side' })).toBeVisible()

  await page.unroute(listsJuly)
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByRole('button', shiftAt('Broken Ward'))).toBeVisible()
  await expect(page.getByText('1 you can take')).toBeVisible()
  expect(violations).toEqual([])
})
