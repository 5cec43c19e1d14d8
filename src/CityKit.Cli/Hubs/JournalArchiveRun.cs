using System.Globalization;
using CityKit.Archiving;
using CityKit.Core;
using NodaTime;
using NodaTime.Extensions;

namespace CityKit.Cli.Hubs;

/// <summary><c>journal archive</c>.</summary>
internal static class JournalArchiveRun
{
    internal static async Task<int> RunAsync(
        Terminal terminal, HubPlace place, string folder, long? through, int? days, CancellationToken cancel)
    {
        await using var store = await place.OpenReadOnlyAsync([], cancel).ConfigureAwait(false);
        var head = await store.ReadPositionAsync(cancel).ConfigureAwait(false);
        var progress = new ProgressLine(terminal, "entries", head.Number);
        var segments = JournalArchiver.RunAsync(store, folder, through ?? long.MaxValue, Before(terminal, days), progress, cancel);
        var last = (JournalSegment?)null;
        await foreach (var segment in segments.ConfigureAwait(false)) terminal.Output.WriteLine(LineOf(last = segment));
        progress.End();
        terminal.Output.WriteLine($"{folder}: {Reached(last)}");
        return ExitCode.Done;
    }

    private static LocalizedText Reached(JournalSegment? last) => last is null
        ? new("没有新的已封流水段。", "no further segment is sealed.")
        : new($"已归档至第 {last.Last} 条。",
            string.Create(CultureInfo.InvariantCulture, $"up to entry {last.Last:N0}, head {last.Last}:{last.After}."));

    /// <summary>The moment that is so many days ago; null for no such bound.</summary>
    internal static Instant? Before(Terminal terminal, int? days) =>
        days is { } number ? terminal.Time.GetUtcNow().ToInstant() - Duration.FromDays(number) : null;

    private static string LineOf(JournalSegment segment) => string.Create(
        CultureInfo.InvariantCulture, $"{segment.FileName}: {segment.Count:N0} entries, SHA-256 {segment.Sha256}");
}
