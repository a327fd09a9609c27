import { existsSync, readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const debianFolder = '/usr/lib/postgresql'

/** Where initdb, postgres, psql, pg_dump and pg_restore of one version are: in Debian's folder, the newest first, or on the path. */
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
