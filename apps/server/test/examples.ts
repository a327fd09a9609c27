import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export const checkout = fileURLToPath(new URL('../../..', import.meta.url))

export const page = readFileSync(`${checkout}/docs/api.md`, 'utf8')

/** The page's blocks of code by name, such as `sh export`. */
const blocks = new Map(
  [...page.matchAll(/^```(\w+ \S+)\n(.*?)^```$/gms)].map(([, name = '', code = '']) => [name, code]),
)

/** The blocks that have not been used yet. */
export const unused = new Set([...page.matchAll(/^```(\w+.*)\n/gm)].map(([, name = '']) => name))

export function block(name: string): string {
  unused.delete(name)
  const code = blocks.get(name)
  if (code === undefined) throw new Error(`docs/api.md has no block "${name}".`)
  return code
}

export interface Outcome {
  code: number
  stdout: string
  stderr: string
}

/** Runs commands like a reader who copies them from the page and has pnpm. */
export function shell(commands: string, cwd: string, env: Record<string, string>): Promise<Outcome> {
  const script = `set -euo pipefail\npnpm() { npx -y ${packageManager} "$@"; }\n${commands}`
  const options = { cwd, env: { ...process.env, ...quietNpm, ...env }, maxBuffer: 10_000_000 }
  return new Promise((resolve) => {
    const child = execFile('bash', ['-c', script], options, (error, stdout, stderr) =>
      resolve({ code: child.exitCode ?? 1, stdout, stderr: stderr || (error?.message ?? '') }),
    )
  })
}

const { packageManager }: { packageManager: string } = JSON.parse(
  readFileSync(`${checkout}/package.json`, 'utf8'),
)

const quietNpm = {
  npm_config_prefer_offline: 'true',
  npm_config_audit: 'false',
  npm_config_fund: 'false',
  npm_config_update_notifier: 'false',
}
