/** A curve or several over one axis, drawn as SVG for docs. */
export interface Chart {
  /** Of the file, without its ending. */
  name: string
  title: string
  x: Axis
  y: Axis
  series: { name: string; points: [x: number, y: number][] }[]
}

interface Axis {
  label: string
  scale: 'linear' | 'log'
}
