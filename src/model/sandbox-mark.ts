/** Every id of the sandbox's Kommo begins so. Its secrets are printed in the README, so production refuses it. */
const SANDBOX_MARK = '5a0db0c5-0000-4000-8000-';

export function isSandboxScope(scopeId: string): boolean {
  return scopeId.startsWith(SANDBOX_MARK);
}
