'use client'

import { useActionState } from 'react'
import { type SignInTexts, useSignInTexts } from '@/shared/i18n/signInTexts.ts'
import { useZoneReport } from '@/shared/viewer/useZoneReport.ts'
import field from '@/ui/field.module.css'
import { signInAsWorker, type SignInProblem } from '@/server/actions.ts'
import type { DemoWorker } from './demoWorker.ts'
import styles from './SignIn.module.css'

/** The sign-in of a demonstration: as one of the workers who hold every document, or as any worker by id. */
export function SignInForm({ workers, next }: { workers: DemoWorker[]; next: string }) {
  const texts = useSignInTexts()
  const [problem, signIn, isPending] = useActionState(signInAsWorker, undefined)
  useZoneReport()
  return (
    <>
      {workers.length > 0 && (
        <ul className={styles.workers} aria-label={texts.workers}>
          {workers.map(({ id, name, profession }) => (
            <li key={id}>
              <form action={signIn}>
                <input type="hidden" name="next" value={next} />
                <button
                  type="submit"
                  name="workerId"
                  value={id}
                  className={styles.worker}
                  disabled={isPending}
                >
                  <span className={styles.profession}>{profession}</span>
                  <bdi className={styles.name}>{name}</bdi>
                  <span className={styles.id}>{texts.worker(id)}</span>
                </button>
              </form>
            </li>
          ))}
        </ul>
      )}
      <form action={signIn} className={styles.byId}>
        <input type="hidden" name="next" value={next} />
        <label htmlFor="workerId">{workers.length > 0 ? texts.asAnother : texts.asWorker}</label>
        <div className={styles.field}>
          <input
            id="workerId"
            className={field.text}
            name="workerId"
            inputMode="numeric"
            autoComplete="off"
            placeholder={texts.workerId}
            required
            aria-invalid={problem !== undefined}
            aria-describedby={problem ? 'problem' : undefined}
          />
          <button type="submit" className={styles.submit} disabled={isPending}>
            {texts.submit}
          </button>
        </div>
        {problem && (
          <p id="problem" role="alert" className={styles.problem}>
            {problemText(problem, texts.problem)}
          </p>
        )}
      </form>
    </>
  )
}

function problemText(problem: SignInProblem, texts: SignInTexts['problem']): string {
  return problem.code === 'UNKNOWN_WORKER' ? texts.UNKNOWN_WORKER(problem.workerId) : texts[problem.code]
}
