/// Placeholder
enum HistoryFile { static let capacity = 2000 }
