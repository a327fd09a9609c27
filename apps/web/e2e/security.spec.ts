import type { Page } from '@playwright/test'
import { expect, test } from './test.ts'
import { makeFixture } from './fixture.ts'

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

test('violates no policy from signing in to signing out', async ({ page, app, allowConsole }) => {
  // A period that is loaded ahead when the worker signs out
  allowConsole(/status of 401 .*listEligible/)
  const violations = await recordViolations(page)
  const { worker } = await makeFixture(app.db, [
    { name: 'Busy Hospital', startsAt: '2026-12-08T14:00:00Z', count: 9 },
    { name: 'Quiet Hospice', startsAt: '2026-12-10T14:00:00Z' },
  ])
  await page.goto('/sign-in?next=/?date=2026-12-01')
  await page.getByLabel(/sign in as/i).fill(String(worker.id))
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()

  await page.getByRole('button', { name: /Quiet Hospice/ }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click()

  await page.getByRole('button', { name: /9 open/ }).click()
  await expect(page.getByRole('dialog').getByRole('listitem').first()).toBeVisible()
  await page.keyboard.press('Escape')

  await page.getByRole('button', { name: 'Filters' }).click()
  await page.getByRole('checkbox', { name: 'Quiet Hospice' }).check()
  await page.getByRole('button', { name: /^Show/ }).click()
  await expect(page.getByText('1 open shift you may take')).toBeVisible()

  for (const view of ['Week', 'Day', 'List']) {
    await page.getByRole('button', { name: view, exact: true }).click()
    await expect(page.getByText(/open shifts? you may take/)).toBeVisible()
  }
  await page.reload()
  await page.getByRole('button', { name: 'Sign out' }).click()
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
  const { worker } = await makeFixture(app.db, [])
  await signInAs(worker)
  const countsJanuary = /countEligibleByDay.*2026-12-27/
  const days = ['never', 'ever'].map((day) => ({ day, shifts: 1, facilities: 1 }))
  // Before the page loads January ahead
  await page.route(countsJanuary, (route) => {
    const procedures = new URL(route.request().url()).pathname.split('/').at(-1)?.split(',') ?? []
    const json = procedures.map((procedure) => ({
      result: {
        data:
          procedure === 'shift.countEligibleByDay' ? { days, total: 2 } : { shifts: [], nextCursor: null },
      },
    }))
    return route.fulfill({ json })
  })
  await page.goto('/?view=month&date=2026-12-01')
  await page.getByRole('button', { name: 'Next month' }).click()
  await expect(page.getByRole('heading', { name: 'Something went wrong on our side' })).toBeVisible()

  await page.unroute(countsJanuary)
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByText('0 open shifts you may take')).toBeVisible()
  expect(violations).toEqual([])
})
