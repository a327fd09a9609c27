'use client'

import { useTexts } from '@/shared/i18n/texts.ts'
import { failureText } from '@/shared/i18n/wording.ts'
import { useHome } from '@/shared/place/useHome.ts'
import { SidePanel } from '@/ui/SidePanel.tsx'
import { CityList } from './CityList.tsx'
import styles from './HomePanel.module.css'
import { useLocation } from './useLocation.ts'
import { usePlaceText } from './usePlaceText.ts'
import { useSetHome } from './useSetHome.ts'

interface HomePanelProps {
  close: () => void
  /** Called when a home has been set, but not when it has been forgotten. */
  onSet?: () => void
}

/** Shows the worker's home, and sets it to a city or to the browser's location. */
export default function HomePanel({ close, onSet }: HomePanelProps) {
  const texts = useTexts()
  const home = useHome()
  const placeText = usePlaceText(home)
  const { setHome, isPending, error } = useSetHome(onSet)
  const location = useLocation(setHome)
  const status = {
    idle: '',
    locating: texts.home.locating,
    denied: texts.home.denied,
    notAvailable: texts.home.notAvailable,
  }
  const shown = home ? placeText || texts.home.set : home === null ? texts.home.notSet : ''

  return (
    <SidePanel title={texts.home.title} closeLabel={texts.action.close} close={close}>
      <div className={styles.current}>
        <p>{texts.home.text}</p>
        <p className={styles.place} role="status">
          <span>{isPending ? texts.home.saving : shown}</span>
        </p>
        {error && (
          <p className={styles.error} role="alert">
            <strong>{texts.home.notSaved}</strong>
            <span>{failureText(error, texts)}</span>
          </p>
        )}
        <div className={styles.buttons}>
          <button
            type="button"
            className={styles.button}
            disabled={isPending || location.state === 'locating'}
            onClick={location.locate}
          >
            {texts.home.useLocation}
          </button>
          {home && (
            <button
              type="button"
              className={styles.button}
              disabled={isPending}
              onClick={() => setHome(null)}
            >
              {texts.home.forget}
            </button>
          )}
        </div>
        <p className={styles.hint} role="status">
          <span>{status[location.state]}</span>
        </p>
      </div>
      <CityList isDisabled={isPending} choose={setHome} />
    </SidePanel>
  )
}
