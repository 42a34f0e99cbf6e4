import type { Core } from '../core';
import { MEASURES, type Measure } from './fields';

/** How lengths are counted now. */
export function measureOf({ assumptions }: Core): Measure {
  return MEASURES[assumptions.is('viber-length-unit', 'code-points') ? 'code-points' : 'utf-16'];
}
