import { startApp } from './app.ts'
import { expect, expectAccessible, test } from './test.ts'
import { makeFixture, nextYear, shiftAt } from './fixture.ts'

test.use({ baseURL: undefined })

test('reports that the database is unavailable, and recovers without a restart', async ({
  page,
  allowConsole,
}) => {
  allowConsole(/status of 503 .*api\/trpc/, /ERR_INTERNET_DISCONNECTED/)
  const app = await startApp()
  try {
    const { worker, shifts } = await makeFixture(app.db, [
      { name: 'Steady Clinic', startsAt: `${nextYear('06-08')}T14:00:00Z` },
    ])
    await page.goto(`${app.url}/sign-in`)
    await page.getByLabel(/sign in as/i).fill(String(worker.id))
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await expect(page.getByText(/you can take/).first()).toBeVisible()

    await app.stopDatabase()
    await page.goto(`${app.url}/shifts/${shifts[0]?.id}`)
    await expect(page.getByRole('main').getByRole('alert')).toContainText('Try again in a moment')
    await expectAccessible(page)
    await page.goto(`${app.url}/my-shifts`)
    await expect(page.getByRole('main').getByRole('alert')).toContainText('Try again in a moment')
    await expectAccessible(page)
    await page.context().setOffline(true)
    await page.getByRole('button', { name: 'Try again' }).click()
    await expect(page.getByText('You are offline, and your shifts have not been loaded yet.')).toBeVisible()
    await expect(page.getByText('You have no shift')).toHaveCount(0)
    await expectAccessible(page)
    await page.context().setOffline(false)
    await page.goto(`${app.url}/?view=month&date=${nextYear('06-01')}`)
    await expect(page.getByRole('main').getByRole('alert')).toContainText('The shifts could not be loaded')
    await expect(page.getByRole('main').getByRole('alert')).toContainText('Try again in a moment')
    await expectAccessible(page)
    const response = await page.request.get(
      `${app.url}/api/trpc/worker.byId?input=${encodeURIComponent(`{"workerId":${worker.id}}`)}`,
    )
    expect(response.status()).toBe(503)
    expect(response.headers()['retry-after']).toBe('1')

    await app.startDatabase()
    await page.getByRole('button', { name: 'Try again' }).click()
    await expect(page.getByRole('button', shiftAt('Steady Clinic'))).toBeVisible()
    await expect(page.getByRole('main').getByRole('alert')).toBeHidden()
  } finally {
    // An open page would report that its requests are refused.
    await page.close()
    await app.close()
  }
})
