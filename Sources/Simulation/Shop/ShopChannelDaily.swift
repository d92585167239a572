import Reporting
import Statistics

/// The file of what was spent on each channel day by day; its totals are exact.
enum ShopChannelDaily {
  static func write(
    into folder: String, seed: UInt64, scale: Int, calendar: ShopCalendar
  ) throws(Diagnostic) -> WrittenTable {
    let file = try CSVFile(
      "channel_daily", columns: ["date", "channel", "spend", "impressions", "clicks"], in: folder)
    var random = SplitMix64(seed: seed &+ 0xC057)
    var spend: [[Int]] = []
    for channel in ShopChannel.allCases {
      let weights = channel.spendDays.map { day in
        calendar.weight(of: day) * (0.7 + 0.6 * random.unit()) * rhythm(of: channel, on: day)
      }
      spend.append(Apportionment.shares(of: channel.spend * 100 * scale, by: weights))
    }
    for day in 0..<ShopCalendar.dayCount {
      for channel in ShopChannel.allCases where channel.spendDays.contains(day) {
        let cents = spend[channel.rawValue][day - channel.spendDays.lowerBound]
        let clicks = Double(cents) / 100 * yield(of: channel) * (0.85 + 0.3 * random.unit())
        let impressions = clicks * (14 + 12 * random.unit())
        file.plain(calendar.label(day))
        file.text(channel.name)
        file.hundredths(cents)
        file.int(Int(impressions.rounded()))
        file.int(Int(clicks.rounded()))
        try file.endRow()
      }
    }
    return try file.close()
  }

  /// Some channels are paid in bursts: stands at weekends, posts of opinion leaders now and then.
  private static func rhythm(of channel: ShopChannel, on day: Int) -> Double {
    switch channel {
    case .offline: ShopCalendar.weekday(of: day) >= 4 ? 3 : 0.2
    case .kol: day % 13 < 3 ? 3 : 0.6
    case .bulk: day % 10 == 0 ? 5 : 0.5
    default: 1
    }
  }

  /// Clicks for a yuan.
  private static func yield(of channel: ShopChannel) -> Double {
    switch channel {
    case .seo: 3.1
    case .referral: 1.2
    case .wechat: 2.2
    case .kol: 1.1
    case .offline: 0.3
    case .douyin: 2.6
    case .bulk: 0.4
    }
  }
}
