// Knows the two outcomes of everything the core is asked: a value, or a refusal that is itself a value.

/** Plain JSON, the only thing that is stored, sent or hashed. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** A refusal: a code for the translations and the data that fills the sentence. It never carries words. */
export type Refusal<Code extends string = string> = {
  readonly code: Code;
  readonly data: Readonly<Record<string, Json>>;
};

export type Result<Value, Fault = Refusal> = { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly refusal: Fault };

export const ok = <Value>(value: Value): { readonly ok: true; readonly value: Value } => ({ ok: true, value });

/** Builds a refusal result. `data` names the figures and ids that the sentence needs. */
export const refuse = <Code extends string>(
  code: Code,
  data: Readonly<Record<string, Json>> = {},
): { readonly ok: false; readonly refusal: Refusal<Code> } => ({ ok: false, refusal: { code, data } });

/** Marks a branch that the types have closed; reaching it is a bug, so it throws. */
export const never = (value: never): never => {
  throw new Error(`unreachable: ${JSON.stringify(value)}`);
};
