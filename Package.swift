// swift-tools-version: 6.0
import PackageDescription

// Targets and the one direction of imports between them: docs/ARCHITECTURE.md.
let package = Package(
  name: "opsbook",
  platforms: [.macOS(.v15)],
  products: [.executable(name: "opsbook", targets: ["opsbook"])],
  dependencies: [
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
  ],
  targets: [
    .systemLibrary(
      name: "CLibEdit", pkgConfig: "libedit", providers: [.apt(["libedit-dev"])]),
    .systemLibrary(
      name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),

    // On macOS the system's CryptoKit takes its place.
    .systemLibrary(name: "CDigest", pkgConfig: "libmd", providers: [.apt(["libmd-dev"])]),

    .target(name: "Reporting"),
    .target(
      name: "Digest",
      dependencies: [.target(name: "CDigest", condition: .when(platforms: [.linux]))]),
    .target(name: "Statistics"),
    .target(
      name: "Simulation",
      dependencies: ["Digest", "Engine", "Export", "Reporting", "Statistics"]),
    .target(name: "Language", dependencies: ["Reporting"]),
    .target(name: "Charts", dependencies: ["Reporting"]),
    .target(name: "Engine", dependencies: ["Charts", "Language", "Reporting"]),
    .target(
      name: "Verbs", dependencies: ["Engine", "Language", "Charts", "Statistics", "Reporting"]),
    .target(
      name: "Commands",
      dependencies: ["Charts", "Engine", "Export", "Language", "Reporting", "Simulation"]),
    .target(
      name: "Store",
      dependencies: [
        "CZlib", "Digest", "Engine", "Language", "Reporting",
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ]),
    .target(name: "Export", dependencies: ["Charts", "Engine", "Language", "Reporting"]),
    .target(
      name: "Notebook",
      dependencies: [
        "Charts", "Digest", "Engine", "Export", "Language", "Reporting",
      ]),
    .target(
      name: "Shell",
      dependencies: [
        "Charts", "CLibEdit", "Engine", "Export", "Language", "Notebook", "Reporting",
      ]),
    .executableTarget(
      name: "opsbook",
      dependencies: [
        "Charts", "Commands", "Digest", "Engine", "Export", "Language", "Notebook", "Reporting",
        "Shell", "Simulation", "Store", "Verbs",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),

    .testTarget(name: "ReportingTests", dependencies: ["Reporting", "Statistics"]),
    .testTarget(name: "DigestTests", dependencies: ["Digest"]),
    .testTarget(name: "LanguageTests", dependencies: ["Language", "Reporting", "Statistics"]),
    .testTarget(
      name: "ChartsTests", dependencies: ["Charts", "Reporting", "Statistics"], exclude: ["Golden"]),
    .testTarget(name: "StatisticsTests", dependencies: ["Statistics"]),
    .target(
      name: "TestKit", dependencies: ["Engine", "Language", "Reporting"], path: "Tests/TestKit"),
    .testTarget(
      name: "EngineTests",
      dependencies: [
        "Charts", "Engine", "Language", "Reporting", "TestKit", "Statistics",
      ]),
    .testTarget(
      name: "VerbsTests",
      dependencies: [
        "Charts", "Commands", "Engine", "Language", "Reporting", "Statistics", "Store", "TestKit",
        "Verbs",
      ]),
    .testTarget(
      name: "StoreTests",
      dependencies: [
        "CZlib", "Engine", "Reporting", "Statistics", "Store",
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ]),
    .testTarget(
      name: "ExportTests",
      dependencies: [
        "Charts", "Engine", "Export", "Language", "Reporting", "TestKit", "Statistics",
      ]),
    .testTarget(
      name: "NotebookTests",
      dependencies: [
        "Charts", "Commands", "Engine", "Export", "Language", "Notebook", "Reporting", "TestKit",
        "Statistics", "Verbs",
      ]),
    .testTarget(
      name: "ShellTests",
      dependencies: [
        "Charts", "Commands", "Engine", "Language", "Reporting", "Shell", "TestKit", "Statistics",
        "Verbs",
      ]),
    .systemLibrary(name: "CPseudoTerminal", path: "Tests/CPseudoTerminal"),
    .executableTarget(
      name: "EditorProbe",
      dependencies: ["Commands", "Engine", "Language", "Reporting", "Shell", "TestKit", "Verbs"],
      path: "Tests/EditorProbe"),
    .testTarget(
      name: "PtyTests",
      dependencies: [
        "CPseudoTerminal", "EditorProbe", "opsbook", "Reporting", "TestKit", "Statistics",
      ]),
    .testTarget(
      name: "ProgramTests",
      dependencies: [
        "Charts", "Commands", "Engine", "Export", "Language", "Notebook", "Reporting", "Store",
        "Verbs",
      ], exclude: ["Oracles"]),
    .testTarget(
      name: "SimulationTests",
      dependencies: [
        "Commands", "Engine", "Export", "Language", "Reporting", "Simulation", "Statistics",
        "Store", "Verbs", .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ]),
    .target(
      name: "PeerCases",
      dependencies: ["Engine", "Export", "Language", "Reporting", "TestKit", "Verbs"],
      path: "Tests/PeerCases"),
    .executableTarget(
      name: "peercases", dependencies: ["PeerCases"], path: "Tests/PeerCasesRunner"),
    .testTarget(name: "PeerCasesTests", dependencies: ["PeerCases", "Store"]),
    .executableTarget(
      name: "benchserver", dependencies: ["Engine", "Reporting", "Store", "Verbs"],
      path: "Tests/BenchServer"),
    .testTarget(name: "TidyTests"),
  ],
  swiftLanguageModes: [.v6]
)
