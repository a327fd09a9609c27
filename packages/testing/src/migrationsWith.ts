import { cp, mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { migrationsFolder } from '@shifts/db/migrate'

/**
 * Copies this version's migrations to a new folder below `parent`, and adds these after them.
 * @param added the text of each migration
 * @returns the folder
 */
export async function migrationsWith(parent: string, added: readonly string[]): Promise<string> {
  const folder = await mkdtemp(join(parent, 'migrations-'))
  await cp(migrationsFolder, folder, { recursive: true })
  const path = join(folder, 'meta', '_journal.json')
  const journal: { entries: { when: number }[] } = JSON.parse(await readFile(path, 'utf8'))
  const newest = Math.max(...journal.entries.map(({ when }) => when))
  for (const [position, text] of added.entries()) {
    const tag = `added_${position}`
    journal.entries.push(Object.assign({ when: newest + 1 + position }, { tag, breakpoints: true }))
    await writeFile(join(folder, `${tag}.sql`), text)
  }
  await writeFile(path, JSON.stringify(journal))
  return folder
}
