import swagger, { type SwaggerOptions } from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance } from 'fastify'
import { openApiDocument } from './openapi.ts'

type StaticDocument = Extract<SwaggerOptions, { mode: 'static' }>['specification']

/** Serves the OpenAPI document, and a page to browse it that loads nothing from other hosts. */
export async function registerDocs(server: FastifyInstance): Promise<void> {
  const json = JSON.stringify(openApiDocument())
  server.get('/openapi.json', (_request, reply) => reply.type('application/json').send(json))
  // Parsed from JSON, because the two libraries have different types for the document.
  const specification: StaticDocument = { document: JSON.parse(json) }
  await server.register(swagger, { mode: 'static', specification })
  await server.register(swaggerUi, {
    routePrefix: '/docs',
    theme: { title: 'Open Shifts API' },
    // Hides the bar that loads other documents, and the validator's badge, which another host serves.
    uiConfig: { layout: 'BaseLayout', validatorUrl: null },
    staticCSP: {
      'default-src': "'self'",
      'img-src': "'self' data:",
      // The page uses inline styles.
      'style-src': "'self' 'unsafe-inline'",
      'base-uri': "'none'",
      'form-action': "'none'",
      'frame-ancestors': "'none'",
      'object-src': "'none'",
    },
  })
}
