import { defineConfig } from '@playwright/test'
import { findCaddy } from './e2e/caddy.ts'
import { chromiumLaunch } from './e2e/chromium.ts'
import { findNginx } from './e2e/nginx.ts'

export default defineConfig({
  testDir: 'e2e',
  testIgnore: [...(findNginx() ? [] : ['nginx.spec.ts']), ...(findCaddy() ? [] : ['caddy.spec.ts'])],
  outputDir: 'test-results',
  // Each worker starts an app with a database of its own.
  workers: 2,
  fullyParallel: true,
  forbidOnly: true,
  // A test that passes at the second attempt is named at the end of `pnpm test`, to be mended.
  retries: 1,
  // Long enough for the accessibility checks on a busy machine.
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [
    ['list'],
    ['json', { outputFile: process.env.PLAYWRIGHT_JSON_OUTPUT_NAME ?? 'test-results/report.json' }],
  ],
  use: {
    launchOptions: chromiumLaunch(),
    // Requests of service workers escape page.route. offline.spec.ts allows them.
    serviceWorkers: 'block',
    locale: 'en-US',
    timezoneId: 'America/Chicago',
    viewport: { width: 1440, height: 900 },
    // Screenshots would take 20 % of the time, and snapshots 14 %. To get them, run the test again with --trace=on.
    trace: { mode: 'on-first-retry', screenshots: false, snapshots: false },
  },
})
