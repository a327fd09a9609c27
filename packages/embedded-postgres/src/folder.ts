import { createHash } from 'node:crypto'
import { chmod, lstat, mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { canRun, type Account } from './account.ts'
import { EmbeddedPostgresError, hasCode } from './error.ts'

/**
 * The folder to use: the one asked for, or one below /var/tmp of its own when the account cannot walk the path to it,
 * as in a checkout below a private folder of root's, or when PostgreSQL's programs cannot handle the path.
 */
export async function reachableFolder(wanted: string, account: Account | undefined): Promise<string> {
  const folder = resolve(wanted)
  await mkdir(folder, { recursive: true })
  if (isUsablePath(folder) && (account === undefined || (await canEnter(account, folder)))) return folder
  const hash = createHash('sha256').update(folder).digest('hex').slice(0, 16)
  return ownFolder(join('/var/tmp', `open-shifts-${hash}`))
}

/**
 * Whether PostgreSQL's programs can handle the path: they put it between double quotes into a shell's command, write it as
 * one line of postmaster.pid, and cut off what is longer than 1,023 bytes.
 */
export function isUsablePath(path: string): boolean {
  const isSpecial = process.platform === 'win32' ? /[\n\r]/ : /["$`\\\n\r]/
  return !isSpecial.test(path) && Buffer.byteLength(path) < 900
}

/** Asking the system is right whatever the modes, groups, access lists and mounts on the way. */
function canEnter(account: Account, folder: string): Promise<boolean> {
  return canRun(account, '/bin/sh', ['-c', 'cd "$1"', 'sh', folder])
}

/** Anyone may write to /var/tmp: a folder that somebody else has laid there must not be used. */
async function ownFolder(folder: string): Promise<string> {
  try {
    await mkdir(folder)
    await chmod(folder, 0o755)
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error
  }
  const found = await lstat(folder)
  if (!found.isDirectory() || found.uid !== process.getuid?.() || (found.mode & 0o022) !== 0) {
    throw new EmbeddedPostgresError(`${folder} is not a folder that belongs to this user alone.`)
  }
  return folder
}
