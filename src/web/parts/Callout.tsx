import type { ReactNode } from 'react';
import { Icon, type IconName } from './Icon';
import type { Tone } from './Pill';

interface CalloutProps {
  readonly tone: Tone;
  readonly icon: IconName;
  readonly title: string;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
  /** `alert`: said at once; `status`: when there is a pause. */
  readonly role?: 'alert' | 'status';
}

/** What is going on, why, and what to do next. */
export function Callout({ tone, icon, title, children, actions, role }: CalloutProps) {
  return (
    <div className="callout" data-tone={tone} role={role}>
      <span className="callout-icon">
        <Icon name={icon} size={18} />
      </span>
      <div className="callout-words">
        <p className="callout-title">{title}</p>
        {children}
      </div>
      {actions === undefined || actions === null ? null : <div className="callout-actions">{actions}</div>}
    </div>
  );
}
