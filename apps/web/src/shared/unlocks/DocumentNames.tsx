import { Fragment } from 'react'
import type { UnlockDocument } from './unlock.ts'

/** The names of the documents in a row: "TB test + ACLS". */
export const DocumentNames = ({ documents }: { documents: readonly UnlockDocument[] }) =>
  documents.map(({ id, name }, index) => (
    <Fragment key={id}>
      {index > 0 && <span>{' + '}</span>}
      <bdi>{name}</bdi>
    </Fragment>
  ))
