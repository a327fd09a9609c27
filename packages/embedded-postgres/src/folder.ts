import { createHash } from 'node:crypto'
import { chmod, lstat, mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { canRun, type Account } from './account.ts'
import { EmbeddedPostgresError, hasCode } from './error.ts'

/**
 * The folder to use: the requested one, or a folder below /var/tmp when the account may not enter the requested one (as in
 * a checkout below root's home) or PostgreSQL's programs cannot handle its path.
 */
export async function reachableFolder(requested: string, account: Account | undefined): Promise<string> {
  const folder = resolve(requested)
  await mkdir(folder, { recursive: true })
  if (isUsablePath(folder) && (account === undefined || (await canEnter(account, folder)))) return folder
  const hash = createHash('sha256').update(folder).digest('hex').slice(0, 16)
  return ensurePrivateFolder(join('/var/tmp', `open-shifts-${hash}`))
}

/**
 * Whether PostgreSQL's programs can handle the path. They quote it with double quotes in a shell command, write it as one
 * line of postmaster.pid, and truncate it after 1,023 bytes.
 */
export function isUsablePath(path: string): boolean {
  const isSpecial = process.platform === 'win32' ? /[\n\r]/ : /["$`\\\n\r]/
  return !isSpecial.test(path) && Buffer.byteLength(path) < 900
}

/** Tries it, because modes, groups, access lists and mounts along the path all matter. */
function canEnter(account: Account, folder: string): Promise<boolean> {
  return canRun(account, '/bin/sh', ['-c', 'cd "$1"', 'sh', folder])
}

/** Anyone may write to /var/tmp, so a folder of another user must not be used. */
async function ensurePrivateFolder(folder: string): Promise<string> {
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
