import Foundation
import Reporting

extension Diagnostic {
  /// E421, with the zone that was probably meant: `Shanghai` is `Asia/Shanghai`.
  static func unknownZone(_ zone: String) -> Diagnostic {
    let known = TimeZone.knownTimeZoneIdentifiers
    let city = known.first { $0.lowercased().hasSuffix("/" + zone.lowercased()) }
    return Diagnostic(
      "E421",
      Phrase("unknown time zone '\(Text.shown(zone))'", "未知的时区 '\(Text.shown(zone))'"), at: nil,
      notes: [
        Phrase(
          "type an IANA name: map zone=Asia/Shanghai, or --zone Asia/Shanghai",
          "请使用 IANA 时区名：map zone=Asia/Shanghai，或 --zone Asia/Shanghai")
      ], suggestion: city ?? Suggestion.closest(to: zone, among: known))
  }
}
