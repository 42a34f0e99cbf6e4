import type { ReactNode } from 'react';
import { hashOf, type Route } from './route';

interface LinkProps {
  readonly to: Route;
  readonly className?: string;
  readonly children: ReactNode;
}

export function Link({ to, className = 'text-link', children }: LinkProps) {
  return (
    <a href={hashOf(to)} className={className}>
      {children}
    </a>
  );
}
