# Checks the podspecs without CocoaPods: they are Ruby, and a recorder takes what they say. Ends in `N passed, N failed`.
#
#   ruby tests/packaging/podspecs.rb
require 'pathname'

ROOT = Pathname.new(__dir__).parent.parent

module Pod
  # Records attributes, those of a system by its name in front, and dependencies.
  class Spec
    KNOWN = %i[name version summary homepage author license source swift_versions source_files vendored_frameworks].freeze
    attr_reader :attributes, :dependencies, :systems

    def initialize
      @attributes = {}
      @dependencies = {}
      @systems = {}
      yield self
      (@@all ||= []) << self
    end

    def self.all = @@all

    KNOWN.each do |attribute|
      define_method("#{attribute}=") { |value| @attributes[attribute] = value }
      define_method(attribute) { @attributes.fetch(attribute) }
    end

    def dependency(name, version) = @dependencies[name] = version

    System = Struct.new(:deployment_target)
    def ios = @systems[:ios] ||= System.new
    def osx = @systems[:osx] ||= System.new
  end
end

$passed = $failed = 0
def check(name, good)
  good ? $passed += 1 : $failed += 1
  puts "#{good ? 'ok     ' : 'FAILED '} #{name}"
end

files = (ROOT / 'packaging/cocoapods').glob('*.podspec').sort
files.each { |file| load file.to_s }
version = (ROOT / 'Cargo.toml').read[/^version = "(.+)"$/, 1]
manifest = (ROOT / 'Package.swift').read
oldest = { ios: manifest[/\.iOS\(\.v(\d+)\)/, 1], osx: manifest[/\.macOS\(\.v(\d+)\)/, 1] }
made = (ROOT / 'scripts/build-xcframework').read
address = manifest[%r{https://github\.com/[^"]*/releases/download/}]

Pod::Spec.all.zip(files) do |spec, file|
  name = spec.name
  check "#{name}: named as its file", file.basename.to_s == "#{name}.podspec"
  check "#{name}: version of Cargo.toml", spec.version == version
  check "#{name}: oldest systems of Package.swift", spec.systems.transform_values { |of| of.deployment_target.to_i.to_s } == oldest
  check "#{name}: a short summary", spec.summary.length < 140 && spec.summary.end_with?('.')
  check "#{name}: homepage, author and licence", spec.homepage.start_with?('https://') && !spec.author.empty? && spec.license[:type] == 'MIT OR Apache-2.0'
  if (framework = spec.attributes[:vendored_frameworks])
    check "#{name}: an XCFramework that the release makes", framework == "#{name}.xcframework" && made.include?("= \"#{name}\"")
    check "#{name}: from the release", spec.source == { http: "#{address}v#{version}/#{framework}.zip" }
    check "#{name}: its licence is in there", spec.license[:file] == "#{framework}/LICENSE-MIT" && made.include?('LICENSE-MIT')
  else
    sources = ROOT.glob(spec.source_files)
    imports = sources.flat_map { |source| source.read.scan(/^(?:internal )?import (\w+)|^ +import (UserSig\w+)/).flatten.compact }.uniq
    check "#{name}: its sources are there", !sources.empty?
    check "#{name}: from the tag", spec.source == { git: 'https://github.com/usersig/usersig.git', tag: "v#{version}" }
    check "#{name}: its licence is there", (ROOT / spec.license[:file]).file?
    check "#{name}: the tools of Package.swift", spec.swift_versions == [manifest[/swift-tools-version: (\S+)/, 1]]
    check "#{name}: depends on what it imports", spec.dependencies == imports.grep(/\AUserSig/).to_h { |import| [import, version] }
  end
end
check 'every dependency is among them', (Pod::Spec.all.flat_map { |spec| spec.dependencies.keys } - Pod::Spec.all.map(&:name)).empty?
puts "#{$passed} passed, #{$failed} failed"
exit 1 if $failed.positive? || $passed.zero?
