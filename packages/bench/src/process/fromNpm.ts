import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** Installs packages such as `node@24` with npm, and returns their folder. Undefined if npm cannot install them. */
export async function fromNpm(...packages: string[]): Promise<string | undefined> {
  const options = packages.map((name) => `--package=${name}`)
  const args = ['exec', '--yes', ...options, '--', 'node', '--print', `process.env.PATH.split(':')[0]`]
  return promisify(execFile)('npm', args, { timeout: 120_000 }).then(
    ({ stdout }) => join(stdout.trim(), '..'),
    () => undefined,
  )
}

/** The path of Node in a folder that `fromNpm` returned for `node@…`. */
export const nodeIn = (folder: string) => join(folder, 'node', 'bin', 'node')
