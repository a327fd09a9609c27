import { randomUUID } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isAlive, thisProcess } from './process.ts'

/**
 * Registers a user of the server by a file in `folder`, and returns its name. A process may use the server more than once.
 */
export function addUser(folder: string): string {
  const name = randomUUID()
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, name), thisProcess)
  return name
}

/** Removes the user, and those whose process has died. Returns true if no user is left. */
export function removeUser(folder: string, user: string): boolean {
  for (const name of readdirSync(folder)) {
    const file = join(folder, name)
    if (name === user || !isAlive(readFileSync(file, 'utf8'))) rmSync(file)
  }
  return readdirSync(folder).length === 0
}
