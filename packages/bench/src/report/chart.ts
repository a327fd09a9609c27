/** A line chart over a growing size, drawn as SVG for docs. */
export interface Chart {
  /** The name of the file, without its extension. */
  name: string
  title: string
  /** The label of the size, which has a logarithmic axis. */
  x: string
  /** The label of the values, whose axis starts at zero. */
  y: string
  series: { name: string; points: { x: number; y: number }[] }[]
}

const size = { width: 640, height: 320 }
const plot = { left: 64, right: 592, top: 56, bottom: 256 }
const colors = ['#1d4ed8', '#b45309', '#047857']

/** The chart as an SVG document, readable on light and on dark pages. */
export function drawChart({ title, x, y, series }: Chart): string {
  const points = series.flatMap(({ points }) => points)
  const xs = [...new Set(points.map((point) => point.x))].toSorted((a, b) => a - b)
  const top = niceAbove(Math.max(...points.map((point) => point.y)))
  const [first = 1, last = 1] = [xs[0], xs.at(-1)]
  const atX = (value: number) =>
    plot.left + ((plot.right - plot.left) * Math.log(value / first)) / (Math.log(last / first) || 1)
  const atY = (value: number) => plot.bottom - ((plot.bottom - plot.top) * value) / top

  const rows = [0, 0.25, 0.5, 0.75, 1].map((share) => {
    const height = atY(share * top)
    return `<path d="M${plot.left} ${height}H${plot.right}" stroke="#e2e8f0"/>${text(plot.left - 8, height + 4, write(share * top), 'end')}`
  })
  const columns = xs.map((value) => text(atX(value), plot.bottom + 20, write(value), 'middle'))
  const curves = series.map(({ name, points }, n) => {
    const color = colors[n % colors.length] ?? ''
    const places = points.map((point) => `${round(atX(point.x))},${round(atY(point.y))}`)
    const dots = places.map(
      (place) => `<circle cx="${place.replace(',', '" cy="')}" r="3.5" fill="${color}"/>`,
    )
    const key = `<path d="M${plot.left + n * 190} 40h16" stroke="${color}" stroke-width="3"/>${text(plot.left + n * 190 + 22, 44, name, 'start')}`
    return `<polyline points="${places.join(' ')}" fill="none" stroke="${color}" stroke-width="2"/>${dots.join('')}${key}`
  })
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${size.height}" role="img" aria-label="${escape(title)}" font-family="system-ui, sans-serif" font-size="12">`,
    `<rect width="100%" height="100%" rx="8" fill="#fff"/>`,
    `<text x="${plot.left}" y="24" font-size="14" font-weight="600" fill="#0f172a">${escape(title)}</text>`,
    ...rows,
    ...columns,
    text((plot.left + plot.right) / 2, plot.bottom + 44, x, 'middle'),
    text(plot.right, 44, y, 'end'),
    ...curves,
    '</svg>',
    '',
  ].join('\n')
}

const text = (x: number, y: number, content: string, anchor: 'start' | 'middle' | 'end') =>
  `<text x="${round(x)}" y="${round(y)}" text-anchor="${anchor}" fill="#475569">${escape(content)}</text>`

const round = (value: number) => Math.round(value * 10) / 10

const write = (value: number) => value.toLocaleString('en-US', { maximumSignificantDigits: 3 })

/** Rounds up to 1, 2, 2.5 or 5 times a power of ten. */
function niceAbove(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value || 1))
  return power * ([1, 2, 2.5, 5, 10].find((step) => step * power >= value) ?? 10)
}

const escape = (content: string) =>
  content.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
