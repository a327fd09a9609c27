import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdtemp, open, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

/**
 * Makes the folder `path` unless it is there. It is built under another name and renamed, so that a crash half-way
 * leaves nothing that looks finished.
 */
export async function makeWhole(path: string, build: (unfinished: string) => Promise<void>): Promise<void> {
  if (existsSync(path)) return
  const prefix = `${basename(path)}.unfinished-`
  for (const name of await readdir(dirname(path))) {
    if (name.startsWith(prefix)) await rm(join(dirname(path), name), { recursive: true, maxRetries: 10 })
  }
  const unfinished = await mkdtemp(join(dirname(path), prefix))
  try {
    await build(unfinished)
    await rename(unfinished, path)
  } catch (error) {
    // It may be what fills the disk.
    await rm(unfinished, { recursive: true, maxRetries: 10 })
    throw error
  }
}

/** Has the disk keep what the files of the folder hold: a crash of the machine could leave them empty otherwise. */
export async function flushFiles(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const file = await open(join(entry.parentPath, entry.name))
    try {
      await file.sync()
    } finally {
      await file.close()
    }
  }
}

/**
 * Writes a file that only its owner may read. It is written and flushed under another name and renamed, so that neither a full
 * disk nor a crash leaves a part of it.
 */
export async function writeWhole(path: string, content: string): Promise<void> {
  const unfinished = `${path}.unfinished-${randomUUID()}`
  try {
    await writeFile(unfinished, content, { mode: 0o600, flush: true })
    await rename(unfinished, path)
  } catch (error) {
    await rm(unfinished, { force: true })
    throw error
  }
}
