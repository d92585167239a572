/// Common Chinese words with how common they are.
///
/// Chosen from the frequency dictionary of jieba 0.42.1 (MIT; see NOTICE): words of one to four
/// characters that occur at least some hundred times in the text it was counted in.
enum ChineseWords {
  /// Words of one length that are about as common.
  struct Band {
    /// The binary logarithm of how often each occurs, rounded down.
    let frequency: Int
    /// Characters in a word.
    let length: Int
    /// The words without spaces; breaks of lines stand between words.
    let words: String
  }

  static let bands: [Band] = firstBands + secondBands

  /// The binary logarithm of how many words were counted.
  static let total = 26
}
