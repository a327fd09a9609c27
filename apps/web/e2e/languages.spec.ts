import type { BrowserContext, Page, Response } from '@playwright/test'
import { claimFor, makeFixture, nextYear } from './fixture.ts'
import { collectConsole, expect, expectAccessible, test } from './test.ts'

const june = (day: number) => nextYear(`06-${String(day).padStart(2, '0')}`)
const month = `/?view=month&date=${june(1)}`
const chosen = (context: BrowserContext, name: string, value: string, url: string) =>
  context.addCookies([{ name, value, url }])
const openAccount = (page: Page, name: string) => page.getByRole('button', { name }).click()

test.describe('in Spanish', () => {
  test.use({ locale: 'es-US', viewport: { width: 390, height: 844 } })

  test('a worker signs in, finds a shift, sees it, takes it, undoes it, connects a calendar and sees its documents', async ({
    page,
    app,
  }) => {
    const { worker } = await makeFixture(app.db, [
      { name: 'Clínica del Lago', startsAt: `${june(8)}T20:00:00Z` },
      { name: 'Centro del Puerto', startsAt: `${june(9)}T13:00:00Z` },
    ])
    await page.goto(`/sign-in?next=${encodeURIComponent(month)}`)
    await expect(page.locator('html')).toHaveAttribute('lang', 'es-US')
    await expect(page.locator('html')).toHaveAttribute('dir', 'ltr')
    await expect(page).toHaveTitle('Iniciar sesión · Open Shifts')
    await expectAccessible(page)
    await page.getByLabel(/inicia sesión con/i).fill('987654321')
    await page.getByRole('button', { name: 'Entrar' }).click()
    await expect(page.getByRole('main').getByRole('alert')).toHaveText('No hay ningún trabajador 987654321.')
    await page.getByLabel(/inicia sesión con/i).fill(String(worker.id))
    await page.getByRole('button', { name: 'Entrar' }).click()

    await expect(page.getByText('Puedes tomar 2')).toBeVisible()
    await expect(page.getByRole('heading', { name: `Junio de ${june(1).slice(0, 4)}` })).toBeVisible()
    await page.getByRole('button', { name: 'Tarde' }).click()
    await expect(page.getByText('Puedes tomar 1')).toBeVisible()
    await expectAccessible(page)
    await page.getByRole('button', { name: /^3 p\. ?m\. – 11 p\. ?m\..*Clínica del Lago/ }).click()
    const shift = page.getByRole('dialog', { name: 'Clínica del Lago' })
    await expect(shift).toContainText(/8 de junio/)
    await expect(shift).toContainText('8 h esa semana, de domingo a sábado, con este turno incluido.')
    await expectAccessible(page)
    await shift.getByRole('button', { name: 'Tomar este turno' }).click()
    await expect(page.getByText(/Turno tomado: Clínica del Lago/)).toBeVisible()
    await page.getByRole('button', { name: 'Deshacer' }).click()
    await expect(page.getByText(/Turno devuelto: Clínica del Lago/)).toBeVisible()

    await page.getByRole('button', { name: 'Deshacer' }).click()
    await expect(page.getByText(/Turno tomado: Clínica del Lago/)).toBeVisible()

    await page.getByRole('link', { name: 'Mis turnos', exact: true }).click()
    await expect(page).toHaveTitle('Mis turnos · Open Shifts')
    await expect(page.getByRole('button', { name: /Próximo turno.*Clínica del Lago/ })).toBeVisible()
    await page.getByRole('button', { name: 'Mostrar en mi calendario' }).click()
    const calendars = page.getByRole('dialog')
    await calendars.getByRole('button', { name: 'Mis turnos', exact: true }).click()
    const address = await calendars.getByLabel('La dirección de tu calendario').inputValue()
    const feed = await page.request.get(address)
    expect(await feed.text()).toContain('SUMMARY:RN · Clínica del Lago')
    await expectAccessible(page)
    await calendars.getByRole('button', { name: /^Desconectar: Mis turnos/ }).click()
    await expect(calendars.getByText('Desconectado.')).toBeVisible()
    expect((await page.request.get(address)).status()).toBe(404)
    await calendars.getByRole('button', { name: 'Cerrar' }).click()

    await page.getByRole('link', { name: 'Documentos' }).click()
    await expect(page).toHaveTitle('Documentos · Open Shifts')
    await expect(page.getByRole('region', { name: /Los que tienes/ })).toContainText(`Badge ${worker.id}`)
    await expectAccessible(page)
  })
})

for (const { locale, hours, firstDay, ownWeek } of [
  { locale: 'en-US', hours: '3 PM – 11 PM', firstDay: 'Sunday', ownWeek: 'Sunday to Saturday' },
  { locale: 'en-GB', hours: '15:00 – 23:00', firstDay: 'Monday', ownWeek: 'Monday to Sunday' },
  { locale: 'es-ES', hours: '15:00 – 23:00', firstDay: 'Lunes', ownWeek: 'de lunes a domingo' },
]) {
  test(`a reader of ${locale} has the clock and the weeks of that region, loaded once`, async ({
    browser,
    app,
    signInAs,
  }) => {
    const { worker } = await makeFixture(app.db, [{ name: 'Oak House', startsAt: `${june(8)}T20:00:00Z` }])
    const context = await browser.newContext({
      baseURL: app.url,
      locale,
      viewport: { width: 1440, height: 900 },
    })
    const page = await context.newPage()
    await signInAs(worker, page)
    const reloads: string[] = []
    page.on('request', (request) => {
      if (/countEligibleByDay/.test(request.url())) reloads.push(decodeURIComponent(request.url()))
    })
    const messages = collectConsole(context)
    await page.goto(month)
    const days = page.getByRole('main').locator('[data-day]').filter({ visible: true })
    await expect(days.first()).toHaveAccessibleName(new RegExp(`^${firstDay}`))
    await expect(page.getByRole('main').getByText(hours).first()).toBeVisible()
    // The periods beside it are loaded ahead. The shown one is the server's.
    await expect.poll(() => reloads.length).toBeGreaterThan(0)
    const shownFrom = await days.first().getAttribute('data-day')
    expect(reloads.filter((url) => url.includes(`"fromDay":"${shownFrom}"`))).toEqual([])
    await page
      .getByRole('button', { name: /Oak House/ })
      .first()
      .click()
    await expect(page.getByRole('dialog')).toContainText(ownWeek)
    expect(messages).toEqual([])
    await context.close()
  })
}

test('the language and the colours are chosen in the account’s menu, and kept', async ({
  page,
  app,
  signInAs,
}) => {
  const { worker, shifts } = await makeFixture(app.db, [
    { name: 'Oak House', startsAt: `${june(8)}T20:00:00Z` },
  ])
  await claimFor(app.db, worker, shifts[0] ?? { id: 0 })
  await signInAs(worker)
  await page.goto(month)
  const html = page.locator('html')
  const background = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)
  const themeColors = () =>
    page
      .locator('meta[name=theme-color]')
      .evaluateAll((metas) => metas.map((meta) => meta.getAttribute('content')))
  expect(await themeColors()).toEqual(['#f5f7f7', '#0d1315'])
  const light = await background()

  await openAccount(page, 'Account')
  const menu = page.getByRole('dialog', { name: 'Account' })
  await expect(menu.getByRole('button', { name: 'English' })).toHaveAttribute('aria-pressed', 'true')
  await expectAccessible(page)
  await menu.getByRole('button', { name: 'Dark' }).click()
  await expect(html).toHaveAttribute('data-theme', 'dark')
  await expect(page).toHaveURL(month)
  expect(await background()).not.toBe(light)
  expect(await themeColors()).toEqual(['#0d1315'])

  await openAccount(page, 'Account')
  await expectAccessible(page)
  await menu.getByRole('button', { name: 'Español' }).click()
  await expect(html).toHaveAttribute('lang', 'es-US')
  await expect(page).toHaveURL(month)
  await page.reload()
  await expect(html).toHaveAttribute('data-theme', 'dark')
  await expect(page.getByRole('navigation', { name: 'Secciones' })).toBeVisible()

  // The server's HTML has them already: nothing flashes.
  const html0 = await (await page.request.get(month)).text()
  expect(html0).toContain('lang="es-US"')
  expect(html0).toContain('data-theme="dark"')

  await openAccount(page, 'Cuenta')
  await page.getByRole('button', { name: 'Sistema' }).click()
  await expect(html).toHaveAttribute('data-theme', 'system')
  expect(await background()).toBe(light)
})

test('the account’s menu works with the keyboard, and gives the focus back', async ({
  page,
  app,
  signInAs,
}) => {
  const { worker } = await makeFixture(app.db, [])
  await signInAs(worker)
  await page.goto('/')
  const account = page.getByRole('button', { name: 'Account' })
  const menu = page.getByRole('dialog', { name: 'Account' })
  await account.focus()
  await page.keyboard.press('Enter')
  await expect(menu).toBeVisible()
  await page.keyboard.press('Tab')
  await expect(menu.getByRole('button', { name: 'My home' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(menu).toBeHidden()
  await expect(account).toBeFocused()
  await page.keyboard.press('Enter')
  await menu.getByRole('button', { name: 'My home' }).click()
  const home = page.getByRole('dialog', { name: 'My home' })
  await expect(home).toBeVisible()
  await expect(menu).toBeHidden()
  await home.getByRole('button', { name: 'Close' }).click()
  await expect(home).toBeHidden()
  await expect(account).toBeFocused()
})

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false, locale: 'en-US' })

  test('the language is chosen on the page for signing in', async ({ page }) => {
    await page.goto('/sign-in?next=/documents', { waitUntil: 'commit' })
    await page.getByRole('button', { name: 'Español' }).click()
    await expect(page.getByRole('button', { name: 'Entrar' })).toBeVisible()
    await expect(page).toHaveURL('/sign-in?next=/documents')
  })
})

test('a browser loads the texts of its language only', async ({ page, app, signInAs }) => {
  await chosen(page.context(), 'language', 'es', app.url)
  const { worker } = await makeFixture(app.db, [])
  const scripts: Promise<string>[] = []
  const collect = (response: Response) => {
    if (response.request().resourceType() === 'script') scripts.push(response.text())
  }
  page.on('response', collect)
  await signInAs(worker)
  await page.goto('/')
  page.off('response', collect)
  const all = (await Promise.all(scripts)).join('\n')
  expect(all).toContain('Tomar este turno')
  expect(all).not.toContain('Claim this shift')
})

for (const body of ['language=xx', 'theme=pink&language=', '{', '']) {
  test(`the server ignores preferences that it does not offer: "${body}"`, async ({ request, app }) => {
    const response = await request.post(`${app.url}/preferences`, {
      data: body,
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        referer: 'https://evil.example//evil.example/',
      },
      maxRedirects: 0,
    })
    expect(response.status()).toBe(303)
    expect(response.headers()['location']).toBe('/')
    expect(response.headers()['set-cookie']).toBeUndefined()
  })
}
