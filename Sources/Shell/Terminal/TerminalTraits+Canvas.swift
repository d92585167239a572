import Charts
import Reporting

extension TerminalTraits {
  /// What charts are drawn on here.
  public func canvas(language: DisplayLanguage, isASCII: Bool = false) -> Canvas {
    let characters: CharacterSetLevel =
      isASCII || !isUnicode ? .ascii : ambiguousIsWide ? .cjkWide : .unicode
    return Canvas(width: width, characters: characters, language: language)
  }
}
