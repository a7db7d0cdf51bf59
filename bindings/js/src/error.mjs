// What every call throws that does not succeed. No text in it contains a key.
// An ES5 constructor: some engines of mini programs cannot extend Error with `class`.

export function UserSigError(code, detail, hint) {
    this.message = hint ? detail + ' (' + hint + ')' : detail;
    this.code = code;
    this.detail = detail;
    this.hint = hint || '';
    if (Error.captureStackTrace) Error.captureStackTrace(this, UserSigError);
    else this.stack = new Error(this.message).stack;
}

UserSigError.prototype = Object.create(Error.prototype, {
    constructor: { value: UserSigError, writable: true, configurable: true },
    name: { value: 'UserSigError', writable: true, configurable: true },
});
