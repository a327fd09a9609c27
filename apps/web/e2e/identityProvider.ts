import { randomUUID } from 'node:crypto'
import { expect, type Page } from '@playwright/test'
import { linkIdentity } from '@shifts/db'
import { startIdentityProvider, type TestIdentityProvider } from '@shifts/testing/identityProvider'
import getPort from 'get-port'
import type { App, WebServer } from './app.ts'

/** A web server at which people sign in with an identity provider. */
export interface ProviderSite extends WebServer {
  provider: TestIdentityProvider
}

export async function startProviderSite(app: App): Promise<ProviderSite> {
  const port = await getPort({ host: '127.0.0.1' })
  const appOrigin = `http://127.0.0.1:${port}`
  const provider = await startIdentityProvider({ appOrigin })
  const env = {
    OIDC_ISSUER: provider.issuer,
    OIDC_CLIENT_ID: provider.clientId,
    OIDC_CLIENT_SECRET: provider.clientSecret,
    PUBLIC_URL: appOrigin,
    SUPPORT_EMAIL: 'scheduling@clinic.example',
    DEMO_SIGN_IN: 'false',
    LOG_LEVEL: 'info',
  }
  const web = await app.startOtherWeb(env, port)
  return {
    ...web,
    provider,
    async close() {
      await web.close()
      await provider.close()
    },
  }
}

/** A person at the provider who is linked to the worker. Returns the name with which it signs in there. */
export async function linkPerson(
  { db }: App,
  { provider }: ProviderSite,
  worker: { id: number },
): Promise<string> {
  const subject = `person-${randomUUID()}`
  await linkIdentity(db, { issuer: provider.issuer, subject, workerId: worker.id })
  return subject
}

/** Follows the link of the sign-in page to the provider. */
export const goToProvider = (page: Page, options?: { timeout: number }) =>
  page.getByRole('link', { name: 'Sign in', exact: true }).click(options)

/** Signs in on the provider's page. */
export async function enterName(page: Page, subject: string): Promise<void> {
  await page.getByPlaceholder('Enter any login').fill(subject)
  await page.getByPlaceholder('and password').fill('any')
  await page.getByRole('button', { name: 'Sign-in' }).click()
}

/** Agrees, on the provider's page, that the app learns who signs in. */
export const consent = (page: Page) => page.getByRole('button', { name: 'Continue' }).click()

/** Signs in for the first time, from the sign-in page to the calendar. */
export async function signInAt(
  { url }: ProviderSite,
  page: Page,
  subject: string,
  path = '/',
): Promise<void> {
  await page.goto(`${url}${path}`)
  await goToProvider(page)
  await enterName(page, subject)
  await consent(page)
  await expect(page).toHaveURL(`${url}${path}`)
}
