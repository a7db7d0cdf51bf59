// swift-tools-version: 6.0
import PackageDescription

// The version and the checksum of the released XCFramework, written by `scripts/build-xcframework --release`. Without
// a release, Apple systems link the one that this script has left in target/.
let release: (version: String, checksum: String)? = nil

#if os(Linux)
    // The shared library that cargo builds, in a folder that the linker knows: see bindings/swift/README.md.
    let core = Target.systemLibrary(name: "UserSigFFI", path: "bindings/swift/Sources/UserSigFFI")
#else
    let core =
        if let release {
            Target.binaryTarget(
                name: "UserSigFFI",
                url: "https://github.com/usersig/usersig/releases/download/"
                    + "v\(release.version)/UserSigFFI.xcframework.zip",
                checksum: release.checksum)
        } else {
            Target.binaryTarget(name: "UserSigFFI", path: "target/xcframework/UserSigFFI.xcframework")
        }
#endif

let package = Package(
    name: "usersig",
    platforms: [.iOS(.v13), .macOS(.v11)],
    products: [
        .library(name: "UserSig", targets: ["UserSig"]),
        .library(name: "UserSigTesting", targets: ["UserSigTesting"]),
    ],
    targets: [
        core,
        // What UniFFI generates; no product, so that nobody depends on its names.
        .target(
            name: "UserSigBindings", dependencies: ["UserSigFFI"], path: "bindings/swift/Sources/UserSigBindings"),
        .target(name: "UserSig", dependencies: ["UserSigBindings"], path: "bindings/swift/Sources/UserSig"),
        .target(
            name: "UserSigTesting", dependencies: ["UserSig"], path: "bindings/swift/Sources/UserSigTesting"),
        .testTarget(
            name: "UserSigTests", dependencies: ["UserSig", "UserSigBindings", "UserSigTesting"],
            path: "bindings/swift/Tests/UserSigTests"),
    ],
    swiftLanguageModes: [.v6]
)
