import DemoModel
import SwiftUI

/// One window on macOS, one screen on iOS.
@main
struct UserSigApp: App {
    #if os(macOS)
        init() {
            // `swift run` starts a program without a bundle, whose window would not get the keyboard.
            NSApplication.shared.setActivationPolicy(.regular)
        }
    #endif

    var body: some Scene {
        WindowGroup("UserSig") { DemoView() }
    }
}

struct DemoView: View {
    @State private var model = DemoModel()

    var body: some View {
        Form {
            Section("Application") {
                TextField("SDKAppID", text: $model.sdkAppID)
                SecureField("Secret key", text: $model.secretKey)
            }
            Section("User") {
                TextField("UserID", text: $model.userID)
                Stepper("Valid for \(model.days) days", value: $model.days, in: 1...180)
                Button("Generate a UserSig") { model.generate() }
            }
            Section("UserSig") {
                TextField("Paste one here", text: $model.userSig, axis: .vertical)
                    .font(.system(.footnote, design: .monospaced))
                    .lineLimit(3...8)
                Button("Look inside") { model.inspect() }
                Button("Verify for this user") { model.verify() }
            }
            if !model.lines.isEmpty {
                Section("Result") {
                    ForEach(Array(model.lines.enumerated()), id: \.offset) { _, line in
                        VStack(alignment: .leading) {
                            Text(line.label).font(.caption).foregroundStyle(.secondary)
                            Text(line.text).foregroundStyle(line.isProblem ? Color.red : Color.primary)
                        }
                        .textSelection(.enabled)
                    }
                }
            }
        }
        .formStyle(.grouped)
        .autocorrectionDisabled()
        #if os(iOS)
            // A UserID is compared byte by byte.
            .textInputAutocapitalization(.never)
        #endif
        .frame(minWidth: 320, minHeight: 480)
    }
}
