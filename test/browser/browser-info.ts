// Where a browser stands and what it needs around it: plain data, so that one look-up can be handed to every worker.
export type BrowserInfo = { executablePath: string; env: Record<string, string> };
