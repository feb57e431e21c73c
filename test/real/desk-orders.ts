// Knows what a workstation's process is asked, and what it says.

export type DeskOrder =
  | { readonly do: 'work'; readonly seed: number; readonly pace: number }
  /** Ends the work. */
  | { readonly do: 'rest' }
  /** One conversation. */
  | { readonly do: 'settle' }
  | { readonly do: 'examine' }
  | { readonly do: 'close' };

export type Settling = {
  readonly trouble: string | null;
  readonly waiting: number;
  readonly position: number;
  readonly unfilled: number;
};

export type DeskLine = {
  readonly open?: boolean;
  readonly rescues?: readonly string[];
  readonly command?: string;
  readonly caseId?: string;
  readonly rests?: boolean;
  readonly settled?: Settling;
  readonly examined?: readonly string[];
  readonly closed?: boolean;
};
