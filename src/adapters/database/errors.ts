/** The database cannot be used now: unreachable, locked, full, or too slow. The message says which; `cause` is the original. */
export class DatabaseUnavailable extends Error {
  constructor(reason: string, cause?: unknown) {
    super(`The database cannot be used: ${reason}`, { cause });
    this.name = 'DatabaseUnavailable';
  }
}

/** The file or server holds a schema that a newer Cenote wrote. */
export class DatabaseTooNew extends Error {
  constructor(migration: string) {
    super(
      `The database was written by a newer version of Cenote (it has the migration "${migration}"). ` +
        'Start that version, or restore a copy made before the upgrade.',
    );
    this.name = 'DatabaseTooNew';
  }
}

/** A row was to refer to one that is not there (any more). */
export class MissingReference extends Error {
  constructor(cause: unknown) {
    super('The row refers to one that does not exist', { cause });
    this.name = 'MissingReference';
  }
}
