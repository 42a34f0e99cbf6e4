import type { ComponentProps } from 'react';
import { Icon } from '../../parts/Icon';

/** The system's own list, which every phone and screen reader knows. */
export function Select({ children, ...rest }: ComponentProps<'select'>) {
  return (
    <span className="select-box">
      <select className="input" {...rest}>
        {children}
      </select>
      <Icon name="chevron" size={16} />
    </span>
  );
}
