import { execFile } from 'node:child_process'
import { chmod, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { CommandError, run } from '../processes.ts'

const execute = promisify(execFile)

/**
 * Unpacks PostgreSQL 17 of Debian 13 with its own libraries into `folder`, for an older Debian. The embedded PostgreSQL lacks
 * pg_controldata, without which Patroni cannot decide anything.
 * @returns the folder of its programs
 */
export async function postgresOfDebian13(folder: string): Promise<string> {
  const root = join(folder, 'postgres-of-debian-13')
  const programs = (of: string) => join(of, 'usr/lib/postgresql/17/bin')
  if (existsSync(root)) return programs(root)
  const unfinished = `${root}.unfinished`
  await rm(unfinished, { recursive: true, force: true })
  for (const debFile of await download(join(folder, 'apt')))
    await run('dpkg-deb', ['-x', debFile, unfinished])
  const bin = programs(unfinished)
  const [triplet = ''] = (await readdir(join(unfinished, 'usr/lib'))).filter((name) =>
    /-linux-gnu/.test(name),
  )
  const libraries = join(root, 'usr/lib', triplet)
  const [loader] = (await readdir(join(unfinished, 'usr/lib', triplet))).filter((name) =>
    name.startsWith('ld-linux'),
  )
  await rename(bin, `${bin}.real`)
  await mkdir(bin)
  for (const name of await readdir(`${bin}.real`)) {
    const script = `#!/bin/sh\nexec '${libraries}/${loader}' --library-path '${libraries}' --argv0 "$0" '${programs(root)}.real/${name}' "$@"\n`
    await writeFile(join(bin, name), script)
    await chmod(join(bin, name), 0o755)
  }
  await rename(unfinished, root)
  return programs(root)
}

/** Downloads the package with all that it depends on, by an apt with its own folders. Returns the files with programs and libraries. */
async function download(folder: string): Promise<string[]> {
  const archives = join(folder, 'cache/archives')
  for (const path of ['state/lists/partial', 'cache/archives/partial'])
    await mkdir(join(folder, path), { recursive: true })
  const sources = join(folder, 'sources.list')
  await writeFile(
    sources,
    `deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] ${await mirror()} trixie main\n`,
  )
  const options = [
    '-qq',
    `-oDir::Etc::sourcelist=${sources}`,
    '-oDir::Etc::sourceparts=/dev/null',
    '-oDir::Etc::preferencesparts=/dev/null',
    `-oDir::State=${join(folder, 'state')}`,
    `-oDir::Cache=${join(folder, 'cache')}`,
    // As if nothing were installed, so that the libraries come along.
    '-oDir::State::status=/dev/null',
    '-oAPT::Sandbox::User=root',
  ]
  await run('apt-get', [...options, 'update'])
  await run('apt-get', [
    ...options,
    'install',
    '-y',
    '--no-install-recommends',
    '--download-only',
    'postgresql-17',
  ])
  const names = await readdir(archives)
  return names.filter((name) => /^(lib|postgresql-).*\.deb$/.test(name)).map((name) => join(archives, name))
}

/** The mirror from which this machine installs Debian's packages. */
async function mirror(): Promise<string> {
  const { stdout } = await execute('apt-get', [
    'indextargets',
    '--format=$(REPO_URI)',
    'Created-By: Packages',
    'Component: main',
    'Origin: Debian',
    'Label: Debian',
  ])
  const [uri] = stdout.split('\n')
  if (!uri) throw new CommandError('apt-get knows no mirror of Debian.')
  return uri
}
