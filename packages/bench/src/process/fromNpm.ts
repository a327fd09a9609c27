import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** The folder of packages that npm brings, such as `node@24`, whose own file is a Node; undefined where it cannot. */
export async function fromNpm(...packages: string[]): Promise<string | undefined> {
  const wanted = packages.map((name) => `--package=${name}`)
  const args = ['exec', '--yes', ...wanted, '--', 'node', '--print', `process.env.PATH.split(':')[0]`]
  return promisify(execFile)('npm', args, { timeout: 120_000 }).then(
    ({ stdout }) => join(stdout.trim(), '..'),
    () => undefined,
  )
}

/** Of such a folder. */
export const nodeIn = (folder: string) => join(folder, 'node', 'bin', 'node')
