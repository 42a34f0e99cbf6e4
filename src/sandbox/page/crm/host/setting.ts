import type { Acting, Integration, Site, User } from '../crmControl';
import type { Archive } from './archive';
import type { InstallStatus } from './base-widget';

type WidgetHere = Site['widgets'][number];

/** Where a widget runs: whose it is, for whom, and on which page. What changes while it runs is asked for. */
export interface Setting {
  readonly integration: Integration;
  readonly code: string;
  readonly archive: Archive;
  readonly site: Site;
  readonly user: User;
  readonly acting: Acting;
  readonly area: string;
  here(): WidgetHere;
  status(): InstallStatus;
  /** The widget says that it is broken, or that it is not. */
  report(trouble: 'error' | null): void;
}
