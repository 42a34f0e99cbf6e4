import type { KeyboardEvent } from 'react';

const ITEMS = '[role="menuitem"]';

/**
 * Arrow keys among items of a menu that stand side by side, and out of them above and below: a menu by itself knows
 * one column only.
 */
export function menuGrid(columns: number): (event: KeyboardEvent<HTMLElement>) => void {
  const moves: Readonly<Record<string, number>> = {
    ArrowLeft: -1,
    ArrowRight: 1,
    ArrowUp: -columns,
    ArrowDown: columns,
  };
  return (event) => {
    const by = moves[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const item = event.currentTarget;
    const grid = [...(item.parentElement?.querySelectorAll<HTMLElement>(ITEMS) ?? [])];
    const all = [...(item.closest('[role="menu"]')?.querySelectorAll<HTMLElement>(ITEMS) ?? [])];
    const inside = grid[grid.indexOf(item) + by];
    if (inside !== undefined) inside.focus();
    else if (by === columns) all[all.indexOf(grid.at(-1) ?? item) + 1]?.focus();
    else if (by === -columns) all[all.indexOf(grid[0] ?? item) - 1]?.focus();
  };
}
