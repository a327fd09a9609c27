let signingOut = false

/** Tells that this tab signs out. The sign-out leads to the next page, so responses of 401 lead nowhere until then. */
export const setSigningOut = (value: boolean): void => {
  signingOut = value
}

export const isSigningOut = (): boolean => signingOut
