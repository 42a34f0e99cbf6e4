/** Courier's own mark: a paper plane that leaves a warm edge behind. */
export function Mark({ size = 28 }: { readonly size?: number }) {
  return (
    <svg className="icon" width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="9" className="mark-ground" />
      <path d="M7 16.4 25 8l-4.6 16.4-5-5.6z" className="mark-plane" />
      <path d="M15.4 18.8 25 8 12 17.6V24z" className="mark-fold" />
    </svg>
  );
}
