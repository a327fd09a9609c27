import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import { z } from 'zod'

const composePath = (name: string) => fileURLToPath(new URL(`../${name}`, import.meta.url))

/** Everything once: the smallest set-up in containers. */
export const composeFile = composePath('docker-compose.yaml')

/** Two of everything, and PostgreSQL as a cluster of three. */
export const scaleComposeFile = composePath('docker-compose.scale.yaml')

/** Compose splits a command at its spaces. */
const words = z.union([z.array(z.string()), z.string().transform((text) => text.split(' '))])

const build = z.union([
  z.string().transform((context) => ({ context, dockerfile: 'Dockerfile' })),
  z.object({ context: z.literal('.'), dockerfile: z.string() }),
])

const service = z.object({
  build: build.optional(),
  cap_drop: z.array(z.string()).default([]),
  command: words.default([]),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
  // Compose inserts variables after it has parsed the YAML, so an empty variable is an empty text.
  environment: z.record(z.string(), z.union([z.null().transform(() => ''), z.coerce.string()])).default({}),
  healthcheck: z.object({ test: z.array(z.string()) }).optional(),
  ports: z.array(z.string()).default([]),
  read_only: z.boolean().default(false),
  security_opt: z.array(z.string()).default([]),
  user: z.string().optional(),
  volumes: z.array(z.string()).default([]),
})
export type Service = z.infer<typeof service>

const compose = z.object({ services: z.record(z.string(), service) })

/** The services of a file as Compose reads them with these variables. Throws if a required variable is missing. */
export async function readServices(
  variables: Record<string, string>,
  file = composeFile,
): Promise<Record<string, Service>> {
  const source = interpolate(await readFile(file, 'utf8'), variables)
  return compose.parse(parse(source, { merge: true })).services
}

export async function readService(name: string, variables: Record<string, string>): Promise<Service> {
  const service = (await readServices(variables))[name]
  if (service === undefined) throw new Error(`There is no service ${name} in docker-compose.yaml.`)
  return service
}

/** Only these two of Compose's forms: ${NAME:-default} and ${NAME:?message}. */
const interpolate = (source: string, variables: Record<string, string>) =>
  source.replaceAll(/\$\{(\w+):([-?])([^}]*)\}/g, (_, name: string, kind: string, text: string) => {
    const value = variables[name]
    if (value) return value
    if (kind === '?') throw new Error(`${name}: ${text}`)
    return text
  })
