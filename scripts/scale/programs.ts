import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { CommandError } from '../processes.ts'
import { canInstall, findProgram, install, withoutService } from '../debian.ts'
import { postgresOfDebian13 } from './postgresOfDebian13.ts'

/** The programs of docker/scale/Dockerfile, and Debian's packages of them. */
const packages = {
  curl: { name: 'curl', service: 'curl' },
  etcd: { name: 'etcd-server', service: 'etcd' },
  haproxy: { name: 'haproxy', service: 'haproxy' },
  patroni: { name: 'patroni', service: 'patroni' },
  pgbouncer: { name: 'pgbouncer', service: 'pgbouncer' },
}

/** In older versions a replica cannot decode the WAL, and the locale `builtin` is missing. */
const minPostgresVersion = 17

/**
 * Installs what is missing of etcd, HAProxy, Patroni and PgBouncer, without their services.
 * @returns the folder of the programs of PostgreSQL 17 or newer
 * @throws {CommandError} if a program is missing and cannot be installed
 */
export async function installPrograms(folder: string): Promise<string> {
  const missing = Object.entries(packages).filter(([program]) => findProgram(program) === undefined)
  const installed = installedPostgres()
  if ((missing.length > 0 || installed === undefined) && !canInstall()) {
    const names = [...missing.map(([, { name }]) => name), ...(installed ? [] : ['postgresql-17 or newer'])]
    throw new CommandError(
      `This needs ${names.join(', ')}: run it as root on a Debian, or install them yourself.`,
    )
  }
  for (const [program, { name, service }] of missing) {
    // Patroni recommends the library that talks to etcd, but does not depend on it.
    await install(name, [...withoutService(service), ...(program === 'patroni' ? ['python3-etcd'] : [])])
  }
  return installed ?? (await postgresOfDebian13(folder))
}

function installedPostgres(): string | undefined {
  const debianFolder = '/usr/lib/postgresql'
  const versions = existsSync(debianFolder) ? readdirSync(debianFolder).map(Number) : []
  const newest = Math.max(...versions.filter((version) => version >= minPostgresVersion))
  const bin = join(debianFolder, String(newest), 'bin')
  return existsSync(join(bin, 'pg_controldata')) && existsSync(join(bin, 'postgres')) ? bin : undefined
}
