import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

/** The path of a Node of another version, which npm brings; undefined where it cannot. */
export async function otherNode(version: string): Promise<string | undefined> {
  const args = ['exec', '--yes', `--package=node@${version}`, '--', 'node', '--print', 'process.execPath']
  return promisify(execFile)('npm', args, { timeout: 120_000 }).then(
    ({ stdout }) => stdout.trim(),
    () => undefined,
  )
}
