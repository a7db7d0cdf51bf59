// swift-tools-version: 6.0
import PackageDescription

let package = Package(
    name: "app",
    dependencies: [.package(url: "https://github.com/usersig/usersig", exact: "@VERSION@")],
    targets: [.executableTarget(name: "app", dependencies: [.product(name: "UserSig", package: "usersig")])]
)
