import { Fragment } from 'react'
import { useTexts } from '@/shared/i18n/texts.ts'
import type { UnlockDocument } from './unlock.ts'

/** The names of the documents in a row: "TB test + ACLS". */
export function DocumentNames({ documents }: { documents: readonly UnlockDocument[] }) {
  const { documents: texts } = useTexts()
  return documents.map(({ id, name }, index) => (
    <Fragment key={id}>
      {index > 0 && <span>{texts.and}</span>}
      <bdi>{name}</bdi>
    </Fragment>
  ))
}
