import { createContext, useContext } from 'react';
import type { PlatformView } from '../../control/schemas-platform';
import type { Site, User } from './crmControl';
import type { Notices } from './host/notices';
import type { WidgetHost } from './host/widget-host';
import type { CrmTexts } from './texts';

/** What every page of the CRM stands on. */
export interface CrmScene {
  readonly t: CrmTexts;
  readonly platform: PlatformView;
  readonly site: Site;
  readonly user: User;
  readonly host: WidgetHost;
  readonly notices: Notices;
}

const Context = createContext<CrmScene | null>(null);
export const SceneProvider = Context.Provider;

export function useScene(): CrmScene {
  const scene = useContext(Context);
  if (!scene) throw new Error('outside of the pages');
  return scene;
}
