import { existsSync } from 'node:fs'
import { mkdtemp, open, readdir, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

/**
 * Creates the folder `path` unless it exists. It is built under a temporary name and then renamed, so that a crash never
 * leaves an incomplete folder under the final name.
 */
export async function createAtomically(
  path: string,
  build: (unfinished: string) => Promise<void>,
): Promise<void> {
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
    // The incomplete folder may be what fills the disk.
    await rm(unfinished, { recursive: true, maxRetries: 10 })
    throw error
  }
}

/** Flushes every file of the folder to disk. Otherwise a crash of the machine could leave them empty. */
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
