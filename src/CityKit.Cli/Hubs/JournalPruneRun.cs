using CityKit.Documents;
using System.Globalization;
using CityKit.Archiving;
using CityKit.Sqlite;

namespace CityKit.Cli.Hubs;

/// <summary><c>journal prune</c>.</summary>
internal static class JournalPruneRun
{
    internal static async Task<int> RunAsync(
        Terminal terminal, string file, string folder, int? readings, int? all, CancellationToken cancel)
    {
        if (!File.Exists(file)) throw new ToolException($"{file} is not there: name the hub's SQLite file. 找不到该文件，请指定中枢存储文件。");
        var policy = new PrunePolicy(JournalArchiveRun.Before(terminal, readings), JournalArchiveRun.Before(terminal, all));
        if (policy == new PrunePolicy()) throw NoAge();
        var archive = HubFile.OpenArchive(folder, cancel);
        await using var store = new SqliteCityStore(file);
        var opened = await store.OpenAsync(HubDocuments.Kinds, cancel).ConfigureAwait(false);
        var progress = new ProgressLine(terminal, "entries", opened.Position.Number);
        var count = await JournalPruner.RunAsync(store, opened, archive, policy, progress, cancel).ConfigureAwait(false);
        progress.End();
        terminal.Output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{file}: {count:N0} payloads dropped, their hashes kept 已清除 {count:N0} 条内容，保留摘要. "
            + $"Later entries use the room; 'citykit hub backup' makes a copy without it 备份可得较小的副本."));
        return ExitCode.Done;
    }

    private static ToolException NoAge() => new(
        "Everything stays unless an age is given: --readings-older-than 90d, --all-older-than 3650d. 未指定天数时保留全部内容。");
}
