import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { DCLinter } from 'dclint'
import { beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { readServices, scaleComposeFile, type Service } from '../compose.ts'
import { findProgram } from '../../scripts/debian.ts'
import { scenarios } from '../../scripts/scale/scenarios.ts'
import { repository } from './context.ts'
import { readDockerfile } from './dockerfile.ts'

const variables = {
  AUTH_SECRET: 'a-secret-for-tests-of-32-letters',
  POSTGRES_PASSWORD: 'of-the-owner',
  POSTGRES_APP_PASSWORD: 'of-the-hosts',
  POSTGRES_REPLICATION_PASSWORD: 'of-the-replicas',
  PATRONI_PASSWORD: 'of-patroni',
}
const services = await readServices(variables, scaleComposeFile)
const names = Object.keys(services)
const hosts = ['api1', 'api2', 'web1', 'web2']

const read = (path: string) => readFile(`${repository}/${path}`, 'utf8')

describe('docker-compose.scale.yaml', () => {
  test('passes the linter', () => {
    const linter = new DCLinter({ rules: {}, quiet: false, debug: false, exclude: [] })
    expect(linter.lintFiles([scaleComposeFile], false)).toEqual([expect.objectContaining({ messages: [] })])
  })

  test.each(Object.keys(variables))(
    'cannot be started without %s, and says how to make one',
    async (name) => {
      const others = Object.fromEntries(Object.entries(variables).filter(([other]) => other !== name))
      await expect(readServices(others, scaleComposeFile)).rejects.toThrow(
        new RegExp(`^${name}: .*openssl rand -hex 32`),
      )
    },
  )

  test('tells each service only the passwords that it needs', () => {
    const known = (name: string) =>
      Object.values(variables).filter((value) => JSON.stringify(services[name]).includes(value))
    const { AUTH_SECRET, POSTGRES_PASSWORD, POSTGRES_APP_PASSWORD } = variables
    const { POSTGRES_REPLICATION_PASSWORD, PATRONI_PASSWORD } = variables
    for (const host of hosts) expect(known(host)).toEqual([AUTH_SECRET, POSTGRES_APP_PASSWORD])
    expect(known('migrate')).toEqual([POSTGRES_PASSWORD, POSTGRES_APP_PASSWORD])
    expect(known('pooler')).toEqual([POSTGRES_APP_PASSWORD])
    for (const node of ['postgres1', 'postgres2', 'postgres3'])
      expect(known(node)).toEqual([POSTGRES_PASSWORD, POSTGRES_REPLICATION_PASSWORD, PATRONI_PASSWORD])
    for (const name of ['balancer', 'etcd1', 'etcd2', 'etcd3']) expect(known(name)).toEqual([])
  })

  test.each(Object.entries(services))('gives %s no more rights than it needs', (_name, service) => {
    expect(service).toMatchObject({
      cap_drop: ['ALL'],
      read_only: true,
      security_opt: ['no-new-privileges:true'],
    })
    expect(lastUser(service)).toMatch(/^(node|postgres)$/)
  })

  test('mounts only files that exist', () => {
    const files = Object.values(services).flatMap(({ volumes }) =>
      volumes.filter((volume) => volume.startsWith('.')).map((volume) => volume.split(':')[0] ?? ''),
    )
    expect(files.length).toBeGreaterThan(0)
    expect(files.filter((file) => !existsSync(`${repository}/${file}`))).toEqual([])
  })

  test('publishes the web and the API, to this machine alone', () => {
    const ports = Object.values(services).flatMap((service) => service.ports)
    expect(ports).toEqual(['127.0.0.1:4000:4000', '127.0.0.1:3000:3000'])
  })
})

describe('the configurations', () => {
  test('HAProxy accepts its own, and it names services of the file', async () => {
    const haproxy = findProgram('haproxy')
    if (haproxy === undefined) throw new Error('haproxy is not installed: apt-get install haproxy')
    await promisify(execFile)(haproxy, ['-c', '-f', `${repository}/docker/scale/haproxy.cfg`])
    const named = [...(await read('docker/scale/haproxy.cfg')).matchAll(/^ +server (\w+) (\w+):\d+/gm)]
    expect(named.length).toBeGreaterThan(0)
    for (const [, server, address] of named) {
      expect(server).toBe(address)
      expect(names).toContain(server)
    }
  })

  test('PgBouncer leads to the balancer, as the role of the hosts', async () => {
    const pgBouncer = await read('docker/scale/pgbouncer.ini')
    expect(names).toContain(/^shifts = host=(\w+) port=5432 /m.exec(pgBouncer)?.[1])
    const url = new URL(services.api1?.environment.DATABASE_URL ?? '')
    expect(names).toContain(url.hostname)
    expect(url.port).toBe(/^listen_port = (\d+)$/m.exec(pgBouncer)?.[1])
    expect(await read('docker/scale/pgbouncer.sh')).toContain(`"${url.username}"`)
  })

  describe('of Patroni', () => {
    let patroni: z.infer<typeof patroniConfig>

    beforeAll(async () => {
      patroni = patroniConfig.parse(parse(await read('docker/scale/patroni.yaml')))
    })

    test('loses no acknowledged commit, and keeps the lock as long as a retry takes', () => {
      const { ttl, loop_wait, retry_timeout, synchronous_mode } = patroni.bootstrap.dcs
      expect(synchronous_mode).toBe(true)
      expect(ttl).toBeGreaterThanOrEqual(loop_wait + 2 * retry_timeout)
    })

    test('lets hosts read changes from the WAL of any node, and no forgotten slot fill the disk', () => {
      expect(patroni.bootstrap.dcs.postgresql.parameters).toMatchObject({
        wal_level: 'logical',
        hot_standby_feedback: 'on',
        max_slot_wal_keep_size: expect.stringMatching(/^\d+GB$/),
      })
    })
  })
})

describe('docs/scale.md', () => {
  test('names commands, scenarios and files that exist', async () => {
    const text = await read('docs/scale.md')
    const { scripts } = z
      .object({ scripts: z.record(z.string(), z.string()) })
      .parse(JSON.parse(await read('package.json')))
    const commands = [...text.matchAll(/`pnpm run ([\w-]+)/g)].map(([, command = '']) => command)
    expect(commands).toContain('scale-demo')
    expect(Object.keys(scripts)).toEqual(expect.arrayContaining(commands))

    const documented = [...text.matchAll(/^\| `(\w+)` +\|[^|]+\|[^|]+ s +\|/gm)].map(([, name]) => name)
    expect(documented.toSorted()).toEqual(
      Object.keys(scenarios)
        .filter((name) => name !== 'none')
        .toSorted(),
    )

    const links = [...text.matchAll(/\]\(([^)#]+)[^)]*\)/g)].map(([, path = '']) => path)
    expect(links.filter((path) => !existsSync(`${repository}/docs/${path}`))).toEqual([])
  })
})

const patroniConfig = z.object({
  bootstrap: z.object({
    dcs: z.object({
      ttl: z.int(),
      loop_wait: z.int(),
      retry_timeout: z.int(),
      synchronous_mode: z.boolean(),
      postgresql: z.object({ parameters: z.record(z.string(), z.union([z.string(), z.number()])) }),
    }),
  }),
})

function lastUser({ build }: Service): string | undefined {
  const file = build?.context === '.' ? build.dockerfile : `${build?.context}/${build?.dockerfile}`
  return readDockerfile(`${repository}/${file}`)
    .at(-1)
    ?.instructions.findLast(({ name }) => name === 'USER')?.value
}
