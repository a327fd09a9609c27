import { existsSync, readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const debianFolder = '/usr/lib/postgresql'

/** The folder of initdb, postgres, psql, pg_dump and pg_restore of one version: Debian's newest, or one in `path`. */
export function findPostgresPrograms(path = ''): string | undefined {
  const versions = existsSync(debianFolder) ? readdirSync(debianFolder) : []
  const newestFirst = versions.map(Number).toSorted((a, b) => b - a)
  return [
    ...newestFirst.map((version) => join(debianFolder, String(version), 'bin')),
    ...path.split(delimiter),
  ].find((folder) =>
    ['initdb', 'postgres', 'psql', 'pg_dump', 'pg_restore'].every((name) => existsSync(join(folder, name))),
  )
}
