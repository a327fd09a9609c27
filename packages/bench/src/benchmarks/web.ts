import { chromium, type Browser } from '@playwright/test'
// The benchmark uses the browser of the tests.
import { chromiumLaunch } from '../../../../apps/web/e2e/chromium.ts'
import { atMost, type Benchmark, type Goal, type Row } from '../benchmark.ts'
import { workersOf, type Worker } from '../database/workers.ts'
import { median, percentile } from '../statistics.ts'
import { forms, openPage, type Form, type ObservedPage } from '../web/openPage.ts'
import { stepAndMeasure, type StepSpec } from '../web/pageProbe.ts'
import { serveBarePage } from '../web/serveBarePage.ts'
import { buildWeb, startWeb, type WebApp } from '../web/startWeb.ts'

const rounds = 4
const stepsInRound = 10
/** Ten steps end at the last month that has shifts to take: the data end three months after today. */
const firstMonth = -7
const stepGoal = 1.5
const clsGoal = 0.01
const scriptGoalKb = 200

/** `at ease`: after the neighbours of the shown month are loaded. `hurried`: as soon as the last month is painted. */
const paces = ['at ease', 'hurried'] as const
type Pace = (typeof paces)[number]

/** Measures the first view and the steps between months in a browser, beside those of FullCalendar alone. */
export const web: Benchmark = {
  name: 'web',
  title: 'The calendar in a browser',
  isLong: true,
  async run({ databases }) {
    const url = await databases.seeded('marketplace')
    const { typical, deterministic } = await workersOf(url)
    await buildWeb()
    const browser = await chromium.launch(chromiumLaunch())
    const bare = await serveBarePage()
    const app = await startWeb(url)
    try {
      const measured = []
      for (const form of forms)
        measured.push(await measureForm(browser, app, bare.origin, form, [typical, deterministic]))
      return {
        tables: [
          { name: 'web-first-view', rows: measured.flatMap(({ views }) => views.map(viewRow)) },
          { name: 'web-steps', rows: measured.flatMap(({ steps }) => stepRows(steps)) },
        ],
        goals: measured.flatMap(goalsOf),
      }
    } finally {
      await app.stop()
      bare.close()
      await browser.close()
    }
  },
}

interface View {
  page: string
  lcpMs: number[]
  cls: number[]
  scriptKb: number
  requests: number
}

/** The steps of a page at a pace. */
interface Steps {
  page: string
  pace: Pace
  ms: number[]
  requests: number
}

interface Measured {
  form: Form
  views: View[]
  steps: Steps[]
}

const bareName = 'FullCalendar alone'

/** The pages are measured in turn in each round, so that a disturbance of the machine affects all of them. */
async function measureForm(
  browser: Browser,
  app: WebApp,
  bareOrigin: string,
  form: Form,
  workers: Worker[],
): Promise<Measured> {
  const views = new Map<string, View>()
  const steps = new Map<string, Steps>()
  for (let round = 0; round < rounds; round++) {
    for (const pace of paces) {
      for (const worker of [...workers, undefined]) {
        const name = `${form.name}, ${worker?.label ?? bareName}`
        const cookies = worker
          ? [
              await app.sessionOf(worker.id),
              { name: 'time-zone', value: encodeURIComponent('America/Chicago'), url: app.origin },
            ]
          : []
        const observed = await openPage(browser, form, cookies)
        const view = views.get(name) ?? { page: name, lcpMs: [], cls: [], scriptKb: 0, requests: 0 }
        const step = steps.get(`${name} ${pace}`) ?? { page: name, pace, ms: [], requests: 0 }
        await measurePage(observed, worker ? appPage(app.origin) : barePage(bareOrigin), pace, view, step)
        views.set(name, view)
        steps.set(`${name} ${pace}`, step)
        await observed.close()
      }
    }
  }
  return { form, views: [...views.values()], steps: [...steps.values()] }
}

interface MeasuredPage {
  url: (day: string) => string
  isReady: () => boolean
  step: Omit<StepSpec, 'title'>
}

const appPage = (origin: string): MeasuredPage => ({
  url: (day) => `${origin}/?view=month&date=${day}`,
  // Removed when the page handles presses.
  isReady: () => !('replayEarlyClick' in window),
  step: {
    button: '[aria-label="Next month"]',
    heading: 'h2',
    counts: 'main [role=status] > :first-child:not(:empty)',
    busy: 'main [aria-busy=true]',
  },
})

const barePage = (origin: string): MeasuredPage => ({
  url: (day) => `${origin}/?date=${day}`,
  isReady: () => document.querySelectorAll('.event').length === 42,
  step: {
    button: '[aria-label="Next Month"]',
    heading: '[role=heading]',
    counts: '.event',
    busy: undefined,
  },
})

async function measurePage(
  { page, idle, traffic }: ObservedPage,
  { url, isReady, step }: MeasuredPage,
  pace: Pace,
  view: View,
  steps: Steps,
): Promise<void> {
  await page.goto(url(`${monthAt(firstMonth).toISOString().slice(0, 7)}-01`))
  await page.waitForFunction(isReady)
  await idle()
  const { lcpMs, cls } = await page.evaluate(() => window.paints)
  const loaded = await traffic()
  view.lcpMs.push(lcpMs)
  view.cls.push(cls)
  view.scriptKb = loaded.scriptBytes / 1_000
  view.requests = loaded.requests
  for (let n = 1; n <= stepsInRound; n++) {
    const title = new Intl.DateTimeFormat('en-US', {
      month: 'long',
      year: 'numeric',
      timeZone: 'UTC',
    }).format(monthAt(firstMonth + n))
    steps.ms.push(await page.evaluate(stepAndMeasure, { ...step, title }))
    if (pace === 'at ease') await idle()
  }
  await idle()
  steps.requests += (await traffic()).requests - loaded.requests
}

/** The first day of the month that is `offset` months from today's. */
function monthAt(offset: number): Date {
  const today = new Date()
  return new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() + offset, 1))
}

const viewRow = ({ page, lcpMs, cls, scriptKb, requests }: View): Row => ({
  page,
  'LCP ms': median(lcpMs),
  CLS: Math.max(...cls),
  'JavaScript KB, gzip': scriptKb,
  requests,
})

const stepRows = (steps: readonly Steps[]): Row[] =>
  steps.map(({ page, pace, ms, requests }) => ({
    page,
    pace,
    'p50 ms': median(ms),
    'p95 ms': percentile(ms, 95),
    'p50 over FullCalendar alone': overBare(steps, { pace, ms }),
    'requests a step': requests / ms.length,
  }))

function overBare(steps: readonly Steps[], { pace, ms }: Pick<Steps, 'pace' | 'ms'>): number {
  const bare = steps.find((other) => other.pace === pace && other.page.endsWith(bareName))
  return bare ? median(ms) / median(bare.ms) : Number.NaN
}

function goalsOf({ views, steps }: Measured): Goal[] {
  const isProduct = ({ page }: { page: string }) => !page.endsWith(bareName)
  return [
    ...steps
      .filter(isProduct)
      .filter(({ pace }) => pace === 'at ease')
      .map((step) =>
        atMost(stepGoal, `p50 of a step over FullCalendar alone, ${step.page}`, overBare(steps, step)),
      ),
    ...views.filter(isProduct).map(({ page, cls }) => atMost(clsGoal, `CLS, ${page}`, Math.max(...cls))),
    ...views
      .filter(isProduct)
      .slice(0, 1)
      .map(({ page, scriptKb }) => atMost(scriptGoalKb, `KB of JavaScript, gzip, ${page}`, scriptKb)),
  ]
}
