# The library under UserSigBindings, from a release. Depend on UserSig, not on this.
Pod::Spec.new do |spec|
  spec.name = 'UserSigFFI'
  spec.version = '0.1.0'
  spec.summary = 'The library under UserSig.'
  spec.homepage = 'https://github.com/usersig/usersig'
  spec.author = 'The usersig authors'
  spec.license = { :type => 'MIT OR Apache-2.0', :file => 'UserSigFFI.xcframework/LICENSE-MIT' }
  spec.source = { :http => "https://github.com/usersig/usersig/releases/download/v#{spec.version}/UserSigFFI.xcframework.zip" }
  spec.ios.deployment_target = '13.0'
  spec.osx.deployment_target = '11.0'
  spec.vendored_frameworks = 'UserSigFFI.xcframework'
end
