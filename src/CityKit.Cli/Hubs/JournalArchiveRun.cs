using System.Globalization;
using CityKit.Archiving;
using NodaTime;
using NodaTime.Extensions;

namespace CityKit.Cli.Hubs;

/// <summary><c>journal archive</c>.</summary>
internal static class JournalArchiveRun
{
    internal static async Task<int> RunAsync(Terminal terminal, string file, string folder, long? through, int? days, CancellationToken cancel)
    {
        await using var store = HubFile.OpenReadOnly(file, []);
        var head = await store.ReadPositionAsync(cancel).ConfigureAwait(false);
        var progress = new ProgressLine(terminal, "entries", head.Number);
        var (files, last) = (0, (JournalSegment?)null);
        await foreach (var segment in JournalArchiver.RunAsync(store, folder, through ?? long.MaxValue, Before(terminal, days), progress, cancel).ConfigureAwait(false))
        {
            terminal.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{segment.FileName}: {segment.Count:N0} entries 条, SHA-256 {segment.Sha256}"));
            (files, last) = (files + 1, segment);
        }
        progress.End();
        terminal.Output.WriteLine(last is null
            ? $"{folder}: no further segment is sealed 没有新的已封流水段."
            : string.Create(CultureInfo.InvariantCulture, $"{folder}: {files:N0} segment(s) 段, up to entry 至第 {last.Last:N0} 条, chain hash 链摘要 {last.Last}:{last.After}."));
        return ExitCode.Done;
    }

    /// <summary>The moment that is so many days ago; null for no such bound.</summary>
    internal static Instant? Before(Terminal terminal, int? days) =>
        days is { } number ? terminal.Time.GetUtcNow().ToInstant() - Duration.FromDays(number) : null;
}
