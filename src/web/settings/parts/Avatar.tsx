/** Initials on one of seven grounds, always the same one for the same person. */
export function Avatar({ id, name }: { readonly id: number; readonly name: string }) {
  const words = name.split(/\s+/).filter((word) => word !== '');
  const initials = [words.at(0), words.length > 1 ? words.at(-1) : undefined]
    .map((word) => Array.from(word ?? '')[0] ?? '')
    .join('');
  return (
    <span className="avatar" data-hue={id % 7} aria-hidden="true">
      {initials.toUpperCase()}
    </span>
  );
}
