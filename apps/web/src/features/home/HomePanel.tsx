'use client'

import { ActionFailure } from '@/shared/errors/ActionFailure.tsx'
import { useHomePanelTexts } from '@/shared/i18n/homePanelTexts.ts'
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
  const panelTexts = useHomePanelTexts()
  const home = useHome()
  const placeText = usePlaceText(home)
  const { setHome, isPending, error } = useSetHome(onSet)
  const location = useLocation(setHome)
  const status = {
    idle: '',
    locating: panelTexts.locating,
    denied: panelTexts.denied,
    notAvailable: panelTexts.notAvailable,
  }
  const shown = home ? placeText || panelTexts.set : home === null ? panelTexts.notSet : ''

  return (
    <SidePanel title={texts.home.title} closeLabel={texts.action.close} close={close}>
      <div className={styles.current}>
        <p>{panelTexts.text}</p>
        <p className={styles.place} role="status">
          <span>{isPending ? panelTexts.saving : shown}</span>
        </p>
        {error && <ActionFailure title={panelTexts.notSaved}>{failureText(error, texts)}</ActionFailure>}
        <div className={styles.buttons}>
          <button
            type="button"
            className={styles.button}
            disabled={isPending || location.state === 'locating'}
            onClick={location.locate}
          >
            {panelTexts.useLocation}
          </button>
          {home && (
            <button
              type="button"
              className={styles.button}
              disabled={isPending}
              onClick={() => setHome(null)}
            >
              {panelTexts.forget}
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
