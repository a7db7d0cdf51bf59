// As `defs.h` of the Qt demos, which stays theirs: the constants are not in the class.
#pragma once

static const int SDKAppID = 1400000000;
static const char *SDKSECRETKEY = "5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e";
// The older repository of TRTC.
static const char *SECRETKEY = SDKSECRETKEY;
static const int EXPIRETIME = 604800;
static const int APPID = 1250000000;
static const int BIZID = 8525;
static const char *DOMAIN_URL = "example.com";
