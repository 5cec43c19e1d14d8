using CityKit.Core;
using NodaTime;

namespace CityKit.Credentials.Certificates;

/// <summary>
/// A copy of a certificate for one use (加注件): it says for which item, which purpose, which office and until when, and is good for nothing
/// else.
/// </summary>
/// <param name="Item">The service item (办事事项), by its code: 1 to 64 of a-z, 0-9, '-'.</param>
/// <param name="Purpose">What for: 1 to 64 of a-z, 0-9, '-'.</param>
/// <param name="Office">The office that may use it.</param>
/// <param name="MadeAt">When it was made.</param>
/// <param name="Until">Until when it may be used, itself excluded.</param>
public sealed record AnnotatedCopy(string Item, string Purpose, string Office, Instant MadeAt, Instant Until)
{
    private const int MaxWord = 64;
    private const int MaxOffice = 128;

    /// <summary>The line to print on it (加注文字).</summary>
    public LocalizedText Note => new(
        $"仅供{Office}办理“{Item}”使用，用途：{Purpose}，有效期至 {Until}，其他用途无效。",
        $"For {Office} and the item '{Item}' only, for the purpose {Purpose}, until {Until}; not valid for anything else.");

    /// <returns>That something is no item, purpose or office; null when all three are.</returns>
    public static Refusal? CheckTerms(string item, string purpose, string office)
    {
        if (!IsWord(item))
            return Refusal.Of("bad-item", $"'{item}' is no item: 1 to {MaxWord} of a-z, 0-9, '-'.",
                $"“{item}”不是事项代码：须为 1 至 {MaxWord} 个 a-z、0-9 或 -。");
        if (!IsWord(purpose))
            return Refusal.Of("bad-purpose", $"'{purpose}' is no purpose: 1 to {MaxWord} of a-z, 0-9, '-'.",
                $"“{purpose}”不是用途：须为 1 至 {MaxWord} 个 a-z、0-9 或 -。");
        return office.Length is > 0 and <= MaxOffice ? null
            : Refusal.Of("bad-office", $"An office has 1 to {MaxOffice} characters, not {office.Length}.",
                $"办理单位须为 1 至 {MaxOffice} 个字符，而非 {office.Length} 个。");
    }

    /// <returns>Why it may not be used so; null when it may.</returns>
    public Refusal? CheckUse(string item, string purpose, string office, Instant now) =>
        now >= Until ? Refusal.Of("copy-expired", $"The copy was good until {Until}: ask the holder to show a code again.",
            $"加注件有效期至 {Until}，请持证人重新亮码。")
        : office != Office ? Refusal.Of("other-office", $"The copy is for {Office}, not for {office}.",
            $"该加注件仅供{Office}使用，不供{office}使用。", Office)
        : item != Item ? Refusal.Of("other-item", $"The copy is for the item '{Item}', not for '{item}'.",
            $"该加注件用于“{Item}”，不用于“{item}”。", Item)
        : purpose != Purpose ? Refusal.Of("other-purpose", $"The copy is for the purpose {Purpose}, not for {purpose}.",
            $"该加注件的用途为 {Purpose}，而非 {purpose}。", Purpose)
        : null;

    private static bool IsWord(string text) => text.Length is > 0 and <= MaxWord
        && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
}
