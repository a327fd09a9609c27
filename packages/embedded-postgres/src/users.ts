import { randomUUID } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isAlive, thisProcess } from './process.ts'

/**
 * Adds a user of the server to the folder, which has a file for each, under the name that is returned. A process may
 * use the server more than once.
 */
export function addUser(folder: string): string {
  const name = randomUUID()
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, name), thisProcess)
  return name
}

/** Removes the user, and those that died without a word. True when nobody is left. */
export function removeUser(folder: string, user: string): boolean {
  for (const name of readdirSync(folder)) {
    const file = join(folder, name)
    if (name === user || !isAlive(readFileSync(file, 'utf8'))) rmSync(file)
  }
  return readdirSync(folder).length === 0
}
