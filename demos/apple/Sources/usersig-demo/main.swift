import DemoModel
import Foundation
import UserSigTesting

let usage = """
    usage: usersig-demo generate USERID [--in-release]
           usersig-demo inspect USERSIG
           usersig-demo verify USERID USERSIG
    The application comes from the environment: USERSIG_SDKAPPID and USERSIG_SECRET_KEY. A release build generates
    only with --in-release.
    """

var model = DemoModel()
var arguments = Array(CommandLine.arguments.dropFirst())
if arguments.first == "generate", arguments.last == "--in-release" {
    arguments.removeLast()
    GenerateTestUserSig.allowsReleaseBuild = true
}
switch (arguments.first, arguments.count) {
case ("generate", 2):
    model.userID = arguments[1]
    model.generate()
case ("inspect", 2):
    model.userSig = arguments[1]
    model.inspect()
case ("verify", 3):
    model.userID = arguments[1]
    model.userSig = arguments[2]
    model.verify()
default:
    FileHandle.standardError.write(Data((usage + "\n").utf8))
    exit(2)
}
for line in model.lines {
    if line.isProblem && arguments[0] != "verify" {
        FileHandle.standardError.write(Data("\(line.label): \(line.text)\n".utf8))
    } else {
        print(arguments[0] == "generate" ? line.text : "\(line.label): \(line.text)")
    }
}
exit(model.hasProblem ? 1 : 0)
