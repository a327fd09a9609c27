import ignore from '@balena/dockerignore'
import { cp, readFile } from 'node:fs/promises'
import { relative } from 'node:path'
import { fileURLToPath } from 'node:url'

export const repository = fileURLToPath(new URL('../..', import.meta.url))

/** Copies to `folder` what Docker would send to a build: the repository without the files of .dockerignore. */
export async function copyContext(folder: string): Promise<string> {
  const ignored = ignore().add(await readFile(`${repository}/.dockerignore`, 'utf8'))
  await cp(repository, folder, {
    recursive: true,
    verbatimSymlinks: true,
    filter(path) {
      const name = relative(repository, path)
      return name === '' || !ignored.ignores(name)
    },
  })
  return folder
}
