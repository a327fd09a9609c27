import { readFile } from 'node:fs/promises'
import { parse } from 'yaml'
import { z } from 'zod'
import { repository } from './context.ts'

export const composeFile = `${repository}/docker-compose.yaml`

const service = z.object({
  build: z.object({ context: z.literal('.'), dockerfile: z.string() }).optional(),
  cap_drop: z.array(z.string()).default([]),
  command: z.string().default(''),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
  // Compose inserts variables after it has parsed the YAML, so an empty variable is an empty text.
  environment: z.record(z.string(), z.union([z.null().transform(() => ''), z.coerce.string()])).default({}),
  healthcheck: z.object({ test: z.array(z.string()) }).optional(),
  ports: z.array(z.string()).default([]),
  read_only: z.boolean().default(false),
  security_opt: z.array(z.string()).default([]),
  user: z.string().optional(),
})
export type Service = z.infer<typeof service>

const compose = z.object({ services: z.record(z.string(), service) })

/** The services as Compose reads them with these variables. Throws if a required variable is missing. */
export async function readServices(variables: Record<string, string>): Promise<Record<string, Service>> {
  const source = interpolate(await readFile(composeFile, 'utf8'), variables)
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
