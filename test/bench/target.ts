// Knows what a target of a measurement is: a figure, what it is held to, and whether it held.

export type Target = { readonly name: string; readonly value: number; readonly limit: string; readonly ok: boolean };

export const target = (name: string, value: number, limit: string, ok: boolean): Target => ({ name, value, limit, ok });
