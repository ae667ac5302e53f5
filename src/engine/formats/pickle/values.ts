/** What a pickle may hold here: plain values, and names of Python's classes that nothing is made of. */
export type PickleValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | PickleBytes
  | PickleValue[]
  | Map<PickleValue, PickleValue>
  | PickleName
  | PickleObject;

/** Bytes that stay in the file until somebody wants them; or such as were written as text, in memory. */
export class PickleBytes {
  readonly position: number;
  readonly length: number;
  readonly memory: Buffer | undefined;

  constructor(position: number, length: number, memory?: Buffer) {
    this.position = position;
    this.length = length;
    this.memory = memory;
  }
}

/** The name of a class or function. */
export class PickleName {
  readonly name: string;

  /** @param name 'module name' */
  constructor(name: string) {
    this.name = name;
  }
}

/** What Python would have made by calling a class or function: its name, what it was called with, and its state. */
export class PickleObject {
  readonly name: string;
  readonly args: PickleValue[];
  state: PickleValue = null;

  constructor(name: string, args: PickleValue[]) {
    this.name = name;
    this.args = args;
  }
}

/** In the place of a name: what lies outside of the pickle. */
export const PERSISTENT = 'persistent id';
