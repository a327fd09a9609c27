import { makeWorker } from '@shifts/db/factories'
import { startApp } from './app.ts'
import { startCollector, type Span } from './collector.ts'
import { expect, test, tokenFor } from './test.ts'

test.use({ baseURL: undefined })

test('reports a request and the SQL that it ran, as a part of the caller’s trace', async ({ playwright }) => {
  const collector = await startCollector()
  const app = await startApp(collector.env)
  const request = await playwright.request.newContext({ baseURL: app.url })
  try {
    const { id: workerId } = await makeWorker(app.db)
    const [traceId, caller] = ['abcdef0123456789abcdef0123456789', '1111111111111111']
    await request.get('/api/trpc/worker.byId', {
      params: { input: JSON.stringify({ workerId }) },
      headers: {
        authorization: `Bearer ${await tokenFor(workerId)}`,
        traceparent: `00-${traceId}-${caller}-01`,
      },
    })
    const callers = () => {
      const spans = collector.spans.filter((span) => span.traceId === traceId)
      const statement = spans.find(({ name }) => name.startsWith('pg.query:'))
      return statement && ancestors(statement, spans)
    }
    await expect.poll(callers).toContain(caller)
  } finally {
    await request.dispose()
    await app.close()
    collector.close()
  }
})

/** The ids of the spans around this one, as far as they are known. */
function ancestors({ parentSpanId }: Span, spans: Span[]): string[] {
  const parent = spans.find(({ spanId }) => spanId === parentSpanId)
  return [parentSpanId ?? [], parent ? ancestors(parent, spans) : []].flat()
}
