// Goes on with a value that is there at once or comes later: what need not be waited for costs no turn of the queue.

/** At hand, or promised. */
export type Soon<Value> = Value | Promise<Value>;

/** At once where the value is at hand. What fails at once is thrown, what fails later rejects. */
export const whenThere = <Value, Made>(value: Soon<Value>, make: (value: Value) => Soon<Made>): Soon<Made> =>
  value instanceof Promise ? value.then(make) : make(value);
