import Foundation
import Reporting

/// What the program takes from its environment, read once: folders, language, terminal.
struct Surroundings {
  let environment: [String: String]

  init() {
    environment = ProcessInfo.processInfo.environment
  }

  /// A variable that is set and not empty.
  func variable(_ name: String) -> String? {
    environment[name].flatMap { $0.isEmpty ? nil : $0 }
  }

  /// Chinese where the locale of messages is Chinese, else English.
  var language: DisplayLanguage {
    let locale = variable("LC_ALL") ?? variable("LC_MESSAGES") ?? variable("LANG") ?? ""
    return locale.lowercased().hasPrefix("zh") ? .chinese : .english
  }

  var isUnicodeLocale: Bool {
    let locale = variable("LC_ALL") ?? variable("LC_CTYPE") ?? variable("LANG") ?? ""
    let name = locale.lowercased()
    // Without a locale at all, as in many containers, terminals still speak UTF-8.
    return locale.isEmpty || name.contains("utf-8") || name.contains("utf8")
  }

  private var home: String { variable("HOME") ?? NSHomeDirectory() }

  private func xdg(_ name: String, _ fallback: String) -> String {
    (variable(name) ?? home + "/" + fallback) + "/opsbook"
  }

  var cacheFolder: String { xdg("XDG_CACHE_HOME", ".cache") }
  var stateFolder: String { xdg("XDG_STATE_HOME", ".local/state") }

  /// Where datasets are looked for after the path itself: beside the notebook, `$OPSBOOK_DATA`,
  /// the installed share folder, the checkout.
  func datasetFolders(besides folder: String?) -> [String] {
    var folders: [String] = []
    if let folder { folders.append(folder) }
    if let data = variable("OPSBOOK_DATA") { folders.append(data) }
    return folders + sharedFolders.map { $0 + "/datasets" }
  }

  /// The folders that may hold `datasets` and `notebooks`: beside the installed program, then up
  /// from a build folder to the checkout.
  fileprivate var sharedFolders: [String] {
    let program = Bundle.main.executableURL?.resolvingSymlinksInPath()
    guard let bin = program?.deletingLastPathComponent() else { return [] }
    var folders = [bin.deletingLastPathComponent().path + "/share/opsbook"]
    var up = bin
    for _ in 0..<5 {
      up = up.deletingLastPathComponent()
      if FileManager.default.fileExists(atPath: up.path + "/Package.swift") {
        folders.append(up.path)
      }
    }
    return folders
  }

  /// The path a name of a dataset stands for; the name itself where nothing is found.
  func datasetPath(_ name: String, besides folder: String? = nil) -> String {
    let files = FileManager.default
    if files.fileExists(atPath: name) { return name }
    guard !name.hasPrefix("/") else { return name }
    for folder in datasetFolders(besides: folder) {
      for candidate in [name, name.dropping(prefix: "datasets/")] {
        let path = folder + "/" + candidate
        if files.fileExists(atPath: path) { return path }
      }
    }
    return name
  }
}

extension Surroundings {
  /// The file of a notebook: the path itself, with `.md`, or a bundled one; nil without one.
  func notebookPath(_ name: String) -> String? {
    var candidates = [name, name + ".md"]
    for folder in sharedFolders where !name.hasPrefix("/") {
      candidates += ["\(folder)/notebooks/\(name)", "\(folder)/notebooks/\(name).md"]
    }
    return candidates.first { path in
      var isFolder: ObjCBool = false
      return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
        && !isFolder.boolValue
    }
  }

  /// Names of the datasets that come with the program.
  var bundledDatasets: [String] {
    let files = FileManager.default
    let names = sharedFolders.flatMap { folder in
      ((try? files.contentsOfDirectory(atPath: folder + "/datasets")) ?? []).filter {
        files.fileExists(atPath: "\(folder)/datasets/\($0)/dataset.json")
      }
    }
    return Set(names).sorted()
  }

  /// How a dataset is named in a notebook, so that it is found again elsewhere: a bundled one by
  /// its name, one below the notebook's folder by its path from there.
  func portablePath(_ path: String, besides folder: String) -> String {
    let full = URL(fileURLWithPath: path).standardizedFileURL.path
    for folder in sharedFolders {
      let bundled = URL(fileURLWithPath: folder + "/datasets").standardizedFileURL.path + "/"
      if full.hasPrefix(bundled) { return String(full.dropFirst(bundled.count)) }
    }
    let here = URL(fileURLWithPath: folder.isEmpty ? "." : folder).standardizedFileURL.path + "/"
    return full.hasPrefix(here) ? String(full.dropFirst(here.count)) : full
  }
}

extension String {
  fileprivate func dropping(prefix: String) -> String {
    hasPrefix(prefix) ? String(dropFirst(prefix.count)) : self
  }
}
