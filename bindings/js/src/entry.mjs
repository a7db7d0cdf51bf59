// The package for every engine that is not Node.
import { makeApi } from './api.mjs';
import { start } from 'usersig-engine';

var api = makeApi(start);
export var Signer = api.Signer;
export var Verifier = api.Verifier;
export var UserSigError = api.UserSigError;
export var inspectUnverified = api.inspectUnverified;
export var timeLeftUnverified = api.timeLeftUnverified;
