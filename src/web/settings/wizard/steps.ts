export const WIZARD_STEPS = ['messenger', 'credentials', 'place', 'checks', 'test'] as const;
export type WizardStep = (typeof WIZARD_STEPS)[number];
