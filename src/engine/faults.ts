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
