using CityKit.Core;

namespace CityKit.Desk.Operations;

/// <summary>What the pages for operations refuse by themselves.</summary>
internal static class OperationsRefusals
{
    internal const string UnreadCode = "unread";

    internal static Refusal Unread { get; } = Refusal.Of(UnreadCode,
        "The hub's store cannot be read now: load the page again in a moment.", "中枢存储暂时无法读取，请稍后刷新页面。");

    internal static Refusal NoCursor(string text) => Refusal.Of("bad-request",
        $"'after' is '{Short(text)}', which is no place in this list: begin at its first page.",
        $"参数 after 的值“{Short(text)}”不是有效的翻页位置，请从第一页重新开始。");

    internal static Refusal NoNumber(string text) => Refusal.Of("bad-request",
        $"'{Short(text)}' is no number of an entry: it is a whole number from 1.", $"“{Short(text)}”不是流水编号，应为 1 以上的整数。");

    private static string Short(string text) => text.Length <= 64 ? text : text[..64] + "…";
}
