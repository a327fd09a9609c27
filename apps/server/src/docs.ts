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
  await server.register(swaggerUi, {
    routePrefix: '/docs',
    theme: { title: 'Open Shifts API' },
    // Without the bar at the top, which browses other documents, and without a badge from elsewhere.
    uiConfig: { layout: 'BaseLayout', validatorUrl: null },
    staticCSP: {
      'default-src': "'self'",
      'img-src': "'self' data:",
      // The page styles its elements one by one.
      'style-src': "'self' 'unsafe-inline'",
      'base-uri': "'none'",
      'form-action': "'none'",
      'frame-ancestors': "'none'",
      'object-src': "'none'",
    },
  })
}
