using System.Globalization;
using CityKit.Archiving;
using CityKit.BuiltIn;
using CityKit.Core;
using CityKit.Documents;

namespace CityKit.Cli.Hubs;

/// <summary><c>journal prune</c>.</summary>
internal static class JournalPruneRun
{
    internal static async Task<int> RunAsync(
        Terminal terminal, HubPlace place, string folder, int? readings, int? all, CancellationToken cancel)
    {
        await using var store = place.Create();
        var policy = new PrunePolicy(JournalArchiveRun.Before(terminal, readings), JournalArchiveRun.Before(terminal, all));
        if (policy == new PrunePolicy()) throw NoAge();
        var archive = HubPlace.OpenArchive(folder, cancel);
        var opened = await store.OpenAsync(HubDocuments.Kinds, cancel).ConfigureAwait(false);
        var progress = new ProgressLine(terminal, "entries", opened.Position.Number);
        var count = await JournalPruner.RunAsync(store, opened, archive, policy, progress, cancel).ConfigureAwait(false);
        progress.End();
        terminal.Output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{place}: {count:N0} payloads dropped, their hashes kept. "
            + $"Later entries use the room{Smaller(place).En}. 已清除 {count:N0} 条内容，保留摘要；空间{Smaller(place).Zh}。"));
        return ExitCode.Done;
    }

    private static LocalizedText Smaller(HubPlace place) => place is HubFile
        ? new("供后续流水使用，用 citykit hub backup 可得较小的副本", "; 'citykit hub backup' makes a copy without it")
        : new("在 VACUUM citykit.journal 之后供后续流水使用", " after VACUUM citykit.journal");

    private static ToolException NoAge() => new(
        "Everything stays unless an age is given: --readings-older-than 90d, --all-older-than 3650d. 未指定天数时保留全部内容。");
}
