import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium, type LaunchOptions } from '@playwright/test'

/** The path of a Chromium: from PLAYWRIGHT_CHROMIUM, else Playwright's, else the system's. */
export function findChromium(): string | undefined {
  if (process.env.PLAYWRIGHT_CHROMIUM) return process.env.PLAYWRIGHT_CHROMIUM
  if (existsSync(chromium.executablePath())) return chromium.executablePath()
  const folders = (process.env.PATH ?? '').split(delimiter)
  // The headless shell is the fastest.
  const names = ['chromium-headless-shell', 'chromium', 'google-chrome', 'chromium-browser']
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path))
}

/** The options to start Chromium: as root without sandbox, which needs another user, and without background requests. */
export function chromiumLaunch(): LaunchOptions {
  const executablePath = findChromium()
  const args = [
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ]
  if (process.getuid?.() === 0) args.push('--no-sandbox')
  return executablePath ? { executablePath, args } : { args }
}
