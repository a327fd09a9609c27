import field from './field.module.css'

interface SearchFieldProps {
  label: string
  value: string
  change: (value: string) => void
}

/** A text field to search by, named by its placeholder too. */
export const SearchField = ({ label, value, change }: SearchFieldProps) => (
  <input
    type="search"
    className={field.text}
    aria-label={label}
    placeholder={label}
    autoComplete="off"
    value={value}
    onChange={(event) => change(event.target.value)}
  />
)
