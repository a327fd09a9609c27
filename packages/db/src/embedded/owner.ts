import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { hasCode } from './error.ts'
import { isAlive, self } from './process.ts'

/** Records this process as the one that is to stop the server. */
export function own(file: string): void {
  writeFileSync(file, self)
}

/** Whether nobody who lives is to stop the server: its owner died, or never came to be. */
export function isOrphan(file: string): boolean {
  const owner = read(file)
  return owner === undefined || !isAlive(owner)
}

/** Whether this process is the owner, as far as others know too. */
export function isOwn(file: string): boolean {
  return read(file) === self
}

/** The server has stopped: nobody has to do it any more. */
export function disown(file: string): void {
  rmSync(file, { force: true })
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined
    throw error
  }
}
