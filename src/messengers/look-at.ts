import { wordsOf } from '../model/words';
import type { Check, Health } from './contract';
import { DeliveryError } from './delivery-error';

/** A part of a driver's `check`: one question to the messenger, which may answer several checks. */
export interface Look {
  /** What it is about first: where the messenger refuses to answer, that is what is broken. */
  readonly about: Pick<Check, 'name' | 'title'>;
  /** What is to blame where one of its checks is broken. */
  readonly fault: Extract<Health, { state: 'broken' }>['fault'];
  /** @throws DeliveryError */
  readonly look: () => Promise<readonly Check[]>;
}

/**
 * Looks at everything in its order, which is that of setting it up, so the first that is broken is what to mend first. It
 * ends where the messenger does not answer: what comes after would not be answered either.
 */
export async function lookAt(looks: readonly Look[]): Promise<Health> {
  const checks: Check[] = [];
  let broken: Omit<Extract<Health, { state: 'broken' }>, 'checks'> | undefined;
  for (const { about, fault, look } of looks) {
    try {
      const found = await look();
      checks.push(...found);
      const worst = found.find(({ state }) => state === 'broken');
      if (worst !== undefined) broken ??= { state: 'broken', fault, ...wordsOf(worst) };
    } catch (error) {
      if (!(error instanceof DeliveryError)) throw error;
      if (broken === undefined) {
        checks.push({ ...about, state: 'broken', ...error.words });
        broken = { state: 'broken', fault: error.code === 902 ? 'credentials' : 'unreachable', ...error.words };
      }
      break;
    }
  }
  return broken === undefined ? { state: 'ok', checks } : { ...broken, checks };
}
