// swift-tools-version: 6.0
import PackageDescription

var targets: [Target] = [
    // What the app and the command show: no user interface, so that it runs and is tested everywhere.
    .target(
        name: "DemoModel",
        dependencies: [
            .product(name: "UserSig", package: "usersig"), .product(name: "UserSigTesting", package: "usersig"),
        ]),
    .executableTarget(
        name: "usersig-demo",
        dependencies: ["DemoModel", .product(name: "UserSigTesting", package: "usersig")]),
    .testTarget(
        name: "DemoModelTests", dependencies: ["DemoModel", .product(name: "UserSig", package: "usersig")]),
]

#if !os(Linux)
    targets.append(.executableTarget(name: "UserSigApp", dependencies: ["DemoModel"]))
#endif

let package = Package(
    name: "usersig-demos",
    platforms: [.iOS(.v16), .macOS(.v13)],
    products: [.library(name: "DemoModel", targets: ["DemoModel"])],
    dependencies: [.package(name: "usersig", path: "../..")],
    targets: targets,
    swiftLanguageModes: [.v6]
)
