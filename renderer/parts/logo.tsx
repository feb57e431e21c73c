// The mark: a baton that changes hands.
export const Logo = () => (
  <svg aria-hidden viewBox="0 0 24 24" className="size-6 shrink-0">
    <rect width="24" height="24" rx="6" fill="var(--accent)" />
    <path d="M6.5 15.5 13 9" stroke="var(--accent-ink)" strokeWidth="2.6" strokeLinecap="round" />
    <path d="m12 15.5 5.5-5.5" stroke="var(--accent-ink)" strokeWidth="2.6" strokeLinecap="round" opacity=".55" />
  </svg>
);
