import { existsSync } from 'node:fs'
import { mkdtemp, open, readdir, rename, rm } from 'node:fs/promises'
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
