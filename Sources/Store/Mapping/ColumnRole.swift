/// What a column of a table is for.
public enum ColumnRole: String, Hashable, Sendable, CaseIterable {
  case user, event, time, session, amount
  case kind, score, text, source
  case severity, reply, resolved
  case cost, channel

  /// Names that columns with this role go by, the likeliest first, without case and punctuation.
  var names: [String] {
    switch self {
    case .user:
      [
        "userid", "uid", "user", "distinctid", "customerid", "memberid", "customer", "member",
        "accountid", "buyerid", "visitorid", "clientid", "playerid", "subscriberid", "openid",
        "anonymousid", "deviceid", "username", "account", "用户id", "用户编号", "用户", "客户id",
        "客户编号", "客户", "会员id", "会员编号", "会员号", "会员", "顾客id", "顾客编号", "顾客",
        "买家id", "买家", "账号", "用户名", "设备id",
      ]
    case .event:
      [
        "event", "eventname", "eventtype", "action", "behaviortype", "behavior", "behaviour",
        "activity", "activitytype", "actiontype", "事件", "事件名", "事件名称", "事件类型", "行为",
        "行为类型", "动作",
      ]
    case .time:
      [
        "ts", "time", "timestamp", "eventtime", "eventtimestamp", "eventat", "datetime",
        "createdat",
        "occurredat", "happenedat", "date", "eventdate", "createtime", "createdtime", "paidat",
        "orderdate", "ordertime", "purchasedate", "invoicedate", "transactiondate", "sentat",
        "at", "day", "dt", "时间", "事件时间", "时间戳", "发生时间", "创建时间", "下单时间", "支付时间",
        "订单时间", "日期", "购买日期",
      ]
    case .session:
      ["sessionid", "session", "sid", "visitid", "会话id", "会话", "会话编号"]
    case .amount:
      [
        "amount", "revenue", "price", "gmv", "total", "totalamount", "orderamount", "paidamount",
        "payamount", "payment", "sales", "spend", "value", "money", "金额", "订单金额", "支付金额",
        "实付金额", "收入", "营收", "价格", "销售额",
      ]
    case .kind:
      ["kind", "type", "feedbacktype", "questiontype", "surveytype", "类型", "反馈类型"]
    case .score: ["score", "rating", "nps", "stars", "csat", "npsscore", "分数", "评分", "打分", "星级"]
    case .text:
      [
        "text", "comment", "feedback", "review", "content", "message", "body", "answer",
        "reviewtext",
        "原话", "文本", "评论", "留言", "内容", "反馈", "反馈内容",
      ]
    case .source: ["source", "channel", "feedbacksource", "来源", "反馈来源", "渠道"]
    // Never guessed: too many columns have such names for other reasons.
    case .severity, .reply, .resolved, .cost, .channel: []
    }
  }

  /// Last words by which a column is taken where no name fits whole: `author_uid`, `paid_at`.
  var endings: [[String]] {
    switch self {
    case .user: [["user", "id"], ["uid"], ["customer", "id"], ["member", "id"], ["用户id"]]
    case .time:
      [["timestamp"], ["datetime"], ["time"], ["date"], ["at"], ["on"], ["时间"], ["日期"]]
    case .event, .session, .amount, .kind, .score, .text, .source, .severity, .reply, .resolved,
      .cost, .channel:
      []
    }
  }

  /// A column's name as the lists above are written: lower case, letters and digits alone.
  static func plain(_ name: String) -> String { words(name).joined() }

  /// `paidAt`, `paid_at` and `Paid At` are the words `paid` and `at`; Chinese runs together.
  static func words(_ name: String) -> [String] {
    var words: [String] = []
    var word = ""
    var wasLower = false
    for scalar in name.unicodeScalars {
      let properties = scalar.properties
      guard properties.isAlphabetic || properties.numericType != nil else {
        if !word.isEmpty { words.append(word) }
        word = ""
        wasLower = false
        continue
      }
      if wasLower, properties.isUppercase {
        words.append(word)
        word = ""
      }
      wasLower = properties.isLowercase
      word += properties.lowercaseMapping
    }
    if !word.isEmpty { words.append(word) }
    return words
  }

  /// Whether a name ends with one of this role's endings and has more before it.
  func isEnding(of name: String) -> Bool {
    let words = Self.words(name)
    return endings.contains { ending in
      if ending.count == 1, let last = words.last, let word = ending.first,
        word.utf8.first.map({ $0 > 127 }) == true
      {
        return last.hasSuffix(word)
      }
      return words.count > ending.count && Array(words.suffix(ending.count)) == ending
    }
  }
}
