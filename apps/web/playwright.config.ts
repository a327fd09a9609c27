import { defineConfig } from '@playwright/test'
import { chromiumLaunch } from './e2e/chromium.ts'
import { findNginx } from './e2e/nginx.ts'

export default defineConfig({
  testDir: 'e2e',
  testIgnore: findNginx() ? [] : ['nginx.spec.ts'],
  outputDir: 'test-results',
  // Each worker runs an app and a database of its own.
  workers: 2,
  fullyParallel: true,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [
    ['list'],
    ['json', { outputFile: process.env.PLAYWRIGHT_JSON_OUTPUT_NAME ?? 'test-results/report.json' }],
  ],
  use: {
    launchOptions: chromiumLaunch(),
    locale: 'en-US',
    timezoneId: 'America/Chicago',
    viewport: { width: 1440, height: 900 },
    // Screenshots would take a fifth of the time.
    trace: { mode: 'retain-on-failure', screenshots: false },
  },
})
