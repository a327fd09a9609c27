import { existsSync } from 'node:fs'
import { mkdtemp, readdir, rename, rm } from 'node:fs/promises'
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
  await build(unfinished)
  await rename(unfinished, path)
}
