interface IconProps {
  /** The lines of the icon, in a square of 24. */
  d: string
  /** The width and height in px. */
  size?: number
}

/** An icon of lines in the colour of the text. Not read by screen readers: its button or text has the name. */
export const Icon = ({ d, size = 20 }: IconProps) => (
  <svg
    viewBox="0 0 24 24"
    width={size}
    height={size}
    fill="none"
    stroke="currentColor"
    strokeWidth="2"
    strokeLinecap="round"
    strokeLinejoin="round"
    aria-hidden="true"
  >
    <path d={d} />
  </svg>
)
