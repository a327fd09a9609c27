import { DCLinter } from 'dclint'
import { describe, expect, test } from 'vitest'
import { composeFile, readServices } from '../compose.ts'
import { repository } from './context.ts'
import { readDockerfile } from './dockerfile.ts'

const variables = { AUTH_SECRET: 'a-secret-for-tests-of-32-letters' }
const services = await readServices(variables)
const dockerfiles = ['apps/server/Dockerfile', 'apps/web/Dockerfile']

describe('docker-compose.yaml', () => {
  test('passes the linter', () => {
    const linter = new DCLinter({ rules: {}, quiet: false, debug: false, exclude: [] })
    expect(linter.lintFiles([composeFile], false)).toEqual([expect.objectContaining({ messages: [] })])
  })

  test('cannot be started without a secret, and says how to make one', async () => {
    await expect(readServices({})).rejects.toThrow(/AUTH_SECRET: .*openssl rand -hex 32/)
  })

  test('takes the secret and the passwords from the environment', async () => {
    const passwords = { POSTGRES_PASSWORD: 'another', POSTGRES_APP_PASSWORD: 'different' }
    const { database, migrate, server, web } = await readServices({ ...variables, ...passwords })
    expect(database?.environment.POSTGRES_PASSWORD).toBe('another')
    expect(migrate?.environment.DATABASE_OWNER_URL).toBe('postgresql://shifts:another@database:5432/shifts')
    for (const service of [server, web]) {
      expect(service?.environment.AUTH_SECRET).toBe(variables.AUTH_SECRET)
      expect(service?.environment.DATABASE_URL).toBe('postgresql://shifts_app:different@database:5432/shifts')
      // Only the migration knows the owner.
      expect(JSON.stringify(service?.environment)).not.toContain('another')
    }
  })

  test('builds from the existing Dockerfiles', async () => {
    const used = Object.values(services).flatMap(({ build }) => build?.dockerfile ?? [])
    expect([...new Set(used)].toSorted()).toEqual(dockerfiles)
  })

  test('starts the servers after the migration, and the migration after the database', () => {
    expect(services.migrate?.depends_on).toEqual({ database: { condition: 'service_healthy' } })
    for (const server of [services.server, services.web]) {
      expect(server?.depends_on).toEqual({ migrate: { condition: 'service_completed_successfully' } })
    }
  })

  test.each(Object.entries(services))('gives %s no more rights than it needs', (_name, service) => {
    expect(service).toMatchObject({
      cap_drop: ['ALL'],
      read_only: true,
      security_opt: ['no-new-privileges:true'],
    })
    const user = service.user ?? (service.build && lastUser(service.build.dockerfile))
    expect(user).toMatch(/^(node|postgres)$/)
  })

  test('publishes the servers, to this machine alone', () => {
    const ports = Object.values(services).flatMap((service) => service.ports)
    expect(ports).toEqual(['127.0.0.1:4000:4000', '127.0.0.1:3000:3000'])
  })
})

const lastUser = (dockerfile: string) =>
  readDockerfile(`${repository}/${dockerfile}`)
    .at(-1)
    ?.instructions.findLast(({ name }) => name === 'USER')?.value
