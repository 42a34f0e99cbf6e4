import type { ReactNode } from 'react';
import { type IconName, Icon } from '../../parts/Icon';
import { Mark } from '../../parts/Mark';

interface StandaloneProps {
  readonly icon: IconName | 'mark';
  readonly title: string;
  readonly children: ReactNode;
  readonly actions?: ReactNode;
}

/** A page that says one thing. */
export function Standalone({ icon, title, children, actions }: StandaloneProps) {
  return (
    <main className="standalone">
      {icon === 'mark' ? (
        <Mark size={68} />
      ) : (
        <span className="standalone-icon">
          <Icon name={icon} size={30} />
        </span>
      )}
      <h1>{title}</h1>
      {children}
      {actions === undefined ? null : <div className="standalone-actions">{actions}</div>}
    </main>
  );
}
