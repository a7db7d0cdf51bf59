// An application in Swift that has GenerateTestUserSig.h in its bridging header, beside the call site
// tests/call-sites/swift/TrtcSdk.swift. No text is optional: each line compiles only with the type that it names.
protocol CallSite {}

let app: UInt32 = 1_400_000_000

func constants() -> [String] {
    [SECRETKEY, SDKSECRETKEY, _SECRETKEY, _SDKSECRETKEY, public_SECRETKEY, GenerateTestUserSig.currentSecretkey()]
        + [kCDN_URL, LICENSEURL, LICENSEURLKEY, PUSH_DOMAIN, PLAY_DOMAIN, LIVE_URL_KEY]
}

func numbers() -> [Int32] {
    [SDKAPPID, SDKAppID, _SDKAppID, public_SDKAPPID, EXPIRETIME, _EXPIRETIME, CDNAPPID, CDNBIZID]
}

func application() -> UInt32 { GenerateTestUserSig.currentSDKAppid() }
