// Runs the package in engines of JavaScript that have nothing of Node: ES5, and the package's own files before it.
//
// `lists` has lists of calls: the name of a function below, and its arguments. Returns what comes out of each call, in the
// same order, as JSON.
function run(UserSig, LibGenerateTestUserSig, lists) {
    // JSON has no bytes, but lists of numbers.
    function withBytes(object) {
        var contents = object.contents;
        if (contents && contents.userbuf) contents.userbuf = new Uint8Array(contents.userbuf);
        return object;
    }
    var functions = {
        sign: function (sdkAppId, key, userId, expire, options) {
            return new UserSig.Signer(sdkAppId, key).sign(userId, expire, withBytes(options));
        },
        verify: function (sdkAppId, key, token, expectation) {
            return new UserSig.Verifier(sdkAppId, key).verify(token, withBytes(expectation));
        },
        inspect: function (token) { return UserSig.inspectUnverified(token); },
        generate: function (sdkAppId, key, expire, userId) {
            return new LibGenerateTestUserSig(sdkAppId, key, expire).genTestUserSig(userId);
        }
    };
    var results = lists.map(function (calls) {
        return calls.map(function (call) {
            try {
                return functions[call[0]].apply(null, call.slice(1));
            } catch (error) {
                return { thrown: error.code || String(error) };
            }
        });
    });
    return JSON.stringify(results, function (name, value) {
        return value instanceof Uint8Array ? Array.prototype.slice.call(value) : value;
    });
}
