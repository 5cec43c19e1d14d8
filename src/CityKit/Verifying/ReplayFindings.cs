using System.Globalization;
using System.Text.Json;
using CityKit.Core;
using CityKit.Documents;
using CityKit.Journal;

namespace CityKit.Verifying;

/// <summary>The findings of a comparison with a replay, in words.</summary>
internal static class ReplayFindings
{
    private const int MostPaths = 3; // of a document that differs throughout, the first say enough

    private static readonly LocalizedText Restore = new(
        "若分类、网格图与选项（较早版本的流水还包括办理规则与类型）均与中枢当时一致，请保留该文件备查，并从备份恢复。",
        "When classes, grids and options are those that the hub had (and policy and profiles, for a journal of an earlier version), "
        + "keep the file for the investigation, and restore the hub from a backup.");

    private static readonly LocalizedText Compare = new(
        "请改用中枢当时的办理规则、类型、分类与网格图。", "Compare with the policy, profiles, classes and grids that the hub had then.");

    private static readonly LocalizedText GiveArchive = new("请同时提供存有其内容的归档。", "Replay it with the archive that has its payload.");

    internal static ReplayFinding Differs(StoredDocument stored, ReadOnlySpan<byte> found, ReadOnlySpan<byte> expected)
    {
        var (has, should) = (JsonElement.Parse(found), JsonElement.Parse(expected));
        (string Path, string Found, string Expected)[] paths = [.. JsonDifferences.Of(has, should).Take(MostPaths)];
        var (left, right) = (string.Join(", ", paths.Select(p => $"{p.Path} {p.Found}")),
            string.Join(", ", paths.Select(p => $"{p.Path} {p.Expected}")));
        return Of(ReplayFinding.Differs, stored, Same(left), new($"{right}（由流水得出）", $"{right}, which the journal gives"));
    }

    internal static ReplayFinding Missing(StoredDocument made) =>
        Of(ReplayFinding.Missing, made, new("无此记录", "nothing"), new("有此记录（由流水得出）", "it: the journal gives it"));

    internal static ReplayFinding Extra(StoredDocument stored) =>
        Of(ReplayFinding.Extra, stored, new("多余的记录", "it in the store"), new("无此记录（流水不产生）", "nothing: the journal does not give it"));

    internal static ReplayFinding Unreadable(StoredDocument stored, string why) =>
        Of(ReplayFinding.Unreadable, stored, JournalFindings.NotReadable(why),
            new("可解读的记录", "a document that can be read"));

    internal static ReplayFinding Refused(JournalEntry entry, string name, LocalizedText why) =>
        new(ReplayFinding.Refused, KindOf(entry), name, entry.Number,
        new($"按该配置被拒绝：{why.Zh}", $"that it is refused by this configuration: {why.En}"),
            new("被受理，如流水所记", "that it is taken in, as the journal says"), Compare);

    internal static ReplayFinding Stopped(JournalEntry entry, string why) =>
        new(ReplayFinding.Stopped, "entry", Text(entry.Number), entry.Number,
        new($"自此无法重放（{why}），未作比较", $"that nothing can be decided from here on ({why}); nothing was compared"),
        new("可重放的流水", "a journal that this configuration can decide"), entry.IsPruned ? GiveArchive : Compare);

    internal static ReplayFinding NotReplayable(SkippedEntries skipped) =>
        new(ReplayFinding.NotReplayable, skipped.Kind, skipped.Name, skipped.First,
        new($"{skipped.Count} 条，至第 {skipped.Last} 条：{skipped.Why.Zh}",
            $"{skipped.Count} of them, the last in entry {skipped.Last}: {skipped.Why.En}"),
        new("仅作说明，并非异常", "no comparison: this is no damage"), skipped.Remedy);

    /// <summary>What the journal calls the entry's kind.</summary>
    internal static string KindOf(JournalEntry entry) => entry.Kind.ToString().ToLowerInvariant();

    internal static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static LocalizedText Same(string text) => new(text, text);

    private static ReplayFinding Of(string code, StoredDocument document, LocalizedText found, LocalizedText expected) =>
        new(code, document.Kind, document.Id, document.Version, found, expected, Restore);
}
