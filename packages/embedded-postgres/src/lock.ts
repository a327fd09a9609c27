import { randomUUID } from 'node:crypto'
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { EmbeddedPostgresError, hasCode } from './error.ts'
import { isAlive, thisProcess } from './process.ts'

const timeoutMs = 180_000

/** Runs `work` while no other process runs work under the same lock file. The lock of a process that died is ignored. */
export async function withLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + timeoutMs
  while (!tryToLock(file)) {
    if (Date.now() > deadline) {
      throw new EmbeddedPostgresError(
        `Another process has been starting or stopping PostgreSQL for too long: see ${file}.`,
      )
    }
    await setTimeout(50)
  }
  try {
    return await work()
  } finally {
    rmSync(file, { force: true })
  }
}

/** A hard link appears together with its content, so no process reads a lock that does not name its holder yet. */
function tryToLock(file: string): boolean {
  const draft = `${file}.${randomUUID()}`
  try {
    writeFileSync(draft, thisProcess)
    linkSync(draft, file)
    return true
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error
    removeIfStale(file)
    return false
  } finally {
    rmSync(draft, { force: true })
  }
}

/**
 * Not atomic: two processes could both find the lock stale, and one remove the lock that the other has just taken. Even then
 * PostgreSQL's lock on the data folder allows only one server.
 */
function removeIfStale(file: string): void {
  try {
    if (!isAlive(readFileSync(file, 'utf8'))) rmSync(file)
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error
  }
}
