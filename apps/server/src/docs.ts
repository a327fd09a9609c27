import swagger, { type SwaggerOptions } from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance } from 'fastify'
import { openApiDocument } from './openapi.ts'

type StaticDocument = Extract<SwaggerOptions, { mode: 'static' }>['specification']

/** The OpenAPI document, and a page to browse it that needs nothing from elsewhere. */
export async function registerDocs(server: FastifyInstance): Promise<void> {
  const json = JSON.stringify(openApiDocument())
  server.get('/openapi.json', (_request, reply) => reply.type('application/json').send(json))
  // Through JSON, because the libraries' types of the one standard differ.
  const specification: StaticDocument = { document: JSON.parse(json) }
  await server.register(swagger, { mode: 'static', specification })
  await server.register(swaggerUi, { routePrefix: '/docs', staticCSP: true })
}
