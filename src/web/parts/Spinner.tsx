export function Spinner() {
  return (
    <svg className="icon spinner" width="16" height="16" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <circle cx="12" cy="12" r="8.5" className="spinner-way" />
      <path d="M12 3.5a8.5 8.5 0 0 1 8.5 8.5" className="spinner-head" />
    </svg>
  );
}
