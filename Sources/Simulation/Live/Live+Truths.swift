import Reporting

extension Live {
  public var truths: [Truth] { [simpson, recommendations, tastes, peeking] }

  private var figures: Figures { Figures(scale: scale) }

  private var simpson: Truth {
    let cells = LiveQuotas.cells
    let kinds = [(true, "interactive"), (false, "plain")].flatMap {
      isInteractive, name -> [Truth.Figure] in
      let both = cells.filter { $0.isInteractive == isInteractive }
      let views = both.reduce(0) { $0 + $1.views }
      let buyers = both.reduce(0) { $0 + $1.buyers }
      let even = both.reduce(0) { $0 + Double($1.buyers) / Double($1.views) / 2 }
      return [
        figures.rate("conversion of \(name) rooms", buyers, of: views),
        Truth.Figure("conversion of \(name) rooms with as many of each tier", even),
      ]
    }
    return Truth(
      "LV1",
      Phrase(
        "interactive rooms sell better at each tier of hosts and worse in all",
        "同级主播中互动直播间转化更高，合计却更低"),
      cells.flatMap { cell in
        let name = "\(cell.isInteractive ? "interactive" : "plain") rooms of \(cell.tier) hosts"
        return [
          figures.count("views of \(name)", cell.views),
          figures.count("buyers in \(name)", cell.buyers),
          figures.rate("conversion of \(name)", cell.buyers, of: cell.views),
        ]
      } + kinds)
  }

  private var recommendations: Truth {
    Truth(
      "LV2",
      Phrase(
        "more are back on day 7 since the recommendations changed on 04-15",
        "4 月 15 日推荐改版后，第 7 日留存上升"),
      zip(["before", "since"], LiveQuotas.halves).flatMap { name, half in
        let users = half.ages.reduce(0, +)
        return [
          figures.count("sign-ups \(name) the change", users),
          figures.count("active on day 7 of those \(name) the change", half.seventhDay),
          figures.rate("day 7 retention \(name) the change", half.seventhDay, of: users),
        ]
      })
  }

  private var tastes: Truth {
    Truth(
      "LV3", Phrase("each age has a favourite of its own", "各年龄段各有偏好的品类"),
      zip(LiveQuotas.ages, LiveQuotas.tastes).flatMap { age, shares in
        zip(LiveQuotas.categories, shares).filter { $0.1 == shares.max() }.map {
          figures.rate("share of \($0.0) at \(age)", $0.1, of: 100)
        }
      })
  }

  private var peeking: Truth {
    Truth(
      "LV4",
      Phrase(
        "after three days the gift window seems to work, at the end it does not",
        "前三天礼物弹窗看似有效，到期末并无差异"),
      LiveQuotas.popup.flatMap { arm -> [Truth.Figure] in
        let all = arm.early.0 + arm.late.0
        let converted = arm.early.1 + arm.late.1
        return [
          figures.count("\(arm.variant) in the first 3 days", arm.early.0),
          figures.count("converted of \(arm.variant) in the first 3 days", arm.early.1),
          figures.count("\(arm.variant) in all", all),
          figures.count("converted of \(arm.variant) in all", converted),
          figures.rate("conversion of \(arm.variant) in all", converted, of: all),
        ]
      })
  }
}
