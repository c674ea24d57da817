/** What the command may ask of a page or of Node, as types: both are driven alike, with plain data. */
import type { openNodeBench } from './node-main.ts';

type Driven = Awaited<ReturnType<typeof openNodeBench>>;
type Values<Method> = Method extends (...values: infer Given) => unknown ? Given : never;
type Result<Method> = Method extends (...values: never[]) => infer Found ? Awaited<Found> : never;

/** Calls a method of `bench` or `device`, wherever it is. */
export type Ask = <Name extends keyof Driven, Method extends keyof Driven[Name] & string>(
  object: Name,
  method: Method,
  ...values: Values<Driven[Name][Method]>
) => Promise<Result<Driven[Name][Method]>>;
