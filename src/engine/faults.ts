/**
 * An error whose message is meant for the user's eyes: one clear sentence that names file, place and what was expected,
 * already translated (`l10n.t`). Everything else that is thrown is a defect and is shown as one.
 */
export class UserFault extends Error {
  override name = 'UserFault';
}

/** The work was stopped because nobody wants its result any more. */
export class Cancelled extends Error {
  override name = 'Cancelled';
  constructor() {
    super('Cancelled');
  }
}

/** The codes that these two carry over the channel, where an error is a number and a message. */
export const USER_FAULT = -32001;
/** As the Language Server Protocol numbers it. */
export const REQUEST_CANCELLED = -32800;
