const DAY_MS = 24 * 60 * 60_000;

/**
 * How many days before a long-lived token ends somebody is told: nothing renews it, and making one takes an administrator
 * (kommo-platform.md §1.10).
 */
export const TOKEN_WARNINGS_DAYS = [30, 7, 1] as const;

/** From here on it ends soon. */
export const TOKEN_ENDS_SOON_MS = TOKEN_WARNINGS_DAYS[0] * DAY_MS;

/**
 * The newest warning that is due, by when it became so; undefined: the end is far.
 * @param endsAt milliseconds since 1970, as all times here
 */
export function tokenWarning(endsAt: number, now: number): { readonly since: number } | undefined {
  const days = [...TOKEN_WARNINGS_DAYS].reverse().find((each) => endsAt - now < each * DAY_MS);
  return days === undefined ? undefined : { since: endsAt - days * DAY_MS };
}
