/** Whether the visitor asked for less motion. */
export const still = window.matchMedia('(prefers-reduced-motion: reduce)');
