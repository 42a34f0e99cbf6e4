import { patched, upsertSearchAttributes } from '@temporalio/workflow';
import { accountState, kommoAccountId } from './search-attributes';

/** Keeps it findable that an account has to be authorised again; written only when that begins and ends. */
export class AuthorisationMark {
  #isNeeded: boolean;

  /** @param isNeeded as an earlier run has marked it */
  constructor(
    isNeeded: boolean,
    private readonly accountId: number,
  ) {
    this.#isNeeded = isNeeded;
  }

  get isNeeded(): boolean {
    return this.#isNeeded;
  }

  update(isNeeded: boolean): void {
    if (isNeeded === this.#isNeeded) return;
    this.#isNeeded = isNeeded;
    if (!patched('account-state-attribute')) return;
    upsertSearchAttributes([
      { key: kommoAccountId, value: String(this.accountId) },
      { key: accountState, value: isNeeded ? 'needs-authorisation' : 'ok' },
    ]);
  }
}
