using System.Globalization;
using System.Text.Json;
using CityKit.BuiltIn;
using CityKit.Cli.Files;
using CityKit.Core;
using CityKit.Documents;
using CityKit.Storage;
using CityKit.Verifying;

namespace CityKit.Cli.Hubs;

/// <summary><c>journal verify</c>.</summary>
internal static class JournalVerifyRun
{
    private const string NotReplayed = "The journal is not as it was written, so that what it gives was not compared "
        + "with the city's folder. 流水有异常，未作重放比较。";
    private const string Pruned = "Payloads of this journal were pruned: "
        + "give the archive's folder (--archive), so that all of it can be replayed. 流水内容已清除，请用 --archive 指定归档目录。";
    private const int MostKept = 1000; // of a journal that was changed all over, the first say enough

    internal static async Task<int> RunAsync(
        Terminal terminal, HubPlace place, JournalHead? noted, string? city, string? folder, bool json, CancellationToken cancel)
    {
        await using var store = await place.OpenReadOnlyAsync(HubDocuments.Kinds, cancel).ConfigureAwait(false);
        var setup = city is null ? null : CityReplay.SetupOf(terminal, city, json);
        if (city is not null && setup is null) return ExitCode.Rejects;
        var archive = folder is null ? null : HubPlace.OpenArchive(folder, cancel);
        var head = await store.ReadPositionAsync(cancel).ConfigureAwait(false);
        var (findings, count) = (new List<JournalFinding>(), 0L);
        var progress = new ProgressLine(terminal, "entries", head.Number);
        await foreach (var finding in JournalVerifier.RunAsync(store, noted, limits: null, archive, progress, cancel).ConfigureAwait(false))
        {
            if (finding.IsDamage) count++;
            if (!finding.IsDamage || count <= MostKept) findings.Add(finding);
        }
        progress.End();
        if (setup is not null && archive is null && findings.Any(finding => !finding.IsDamage)) throw new ToolException(Pruned);
        if (setup is not null && count > 0) terminal.Error.WriteLine(NotReplayed);
        var replay = setup is null || count > 0 ? null
            : await CityReplay.RunAsync(terminal, store, head, city!, setup, archive, cancel).ConfigureAwait(false);
        if (json) WriteJson(terminal, $"{place}", head, count, findings, replay);
        else WriteText(terminal, $"{place}", head, count, findings, replay);
        return count == 0 && replay is null or { Differences: 0 } ? ExitCode.Done : ExitCode.Rejects;
    }

    private static void WriteText(
        Terminal terminal, string file, StorePosition head, long count, List<JournalFinding> findings, CityReplay? replay)
    {
        foreach (var finding in findings) terminal.Output.WriteLine(Printable.Of(finding.ToString()));
        var left = count - findings.Count(finding => finding.IsDamage);
        if (left > 0) terminal.Output.WriteLine($"... and {left} more. 其余 {left} 处从略。");
        terminal.Output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{file}: {Verdict(count)}; "
            + $"{head.Number:N0} entries, head {new JournalHead(head.Number, head.Hash)}, history {head.History}."));
        if (replay is not null) WriteText(terminal, replay);
    }

    private static LocalizedText Verdict(long count) => count == 0 ? new("完好", "intact")
        : new($"流水有 {count} 处异常", string.Create(CultureInfo.InvariantCulture, $"NOT INTACT, {count:N0} finding(s)"));

    private static LocalizedText Verdict(CityReplay replay) => replay.Differences == 0
        ? new("与流水一致", "the file holds what the journal gives")
        : new($"有 {replay.Differences} 处不同", string.Create(CultureInfo.InvariantCulture, $"{replay.Differences:N0} difference(s)"));

    private static void WriteText(Terminal terminal, CityReplay replay)
    {
        foreach (var finding in replay.Findings) terminal.Output.WriteLine(Printable.Of(finding.ToString()));
        var left = replay.Differences - replay.Findings.Count(finding => finding.IsDifference);
        if (left > 0) terminal.Output.WriteLine($"... and {left} more. 其余 {left} 处从略。");
        terminal.Output.WriteLine($"replayed with {replay.Folder}: {Verdict(replay)}.");
    }

    private static void WriteJson(
        Terminal terminal, string file, StorePosition head, long count, List<JournalFinding> findings,
        CityReplay? replay) => JsonOutput.WriteLine(terminal.Output, writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("file", file);
        writer.WriteBoolean("intact", count == 0);
        writer.WriteNumber("entries", head.Number);
        writer.WriteString("head", new JournalHead(head.Number, head.Hash).ToString());
        writer.WriteString("history", head.History.ToString());
        writer.WriteNumber("count", count);
        writer.WriteStartArray("findings");
        foreach (var finding in findings) HubFindingJson.Write(writer, finding);
        writer.WriteEndArray();
        if (replay is not null) WriteJson(writer, replay);
        writer.WriteEndObject();
    });

    private static void WriteJson(Utf8JsonWriter writer, CityReplay replay)
    {
        writer.WriteStartObject("replay");
        writer.WriteString("city", replay.Folder);
        writer.WriteBoolean("same", replay.Differences == 0);
        writer.WriteNumber("count", replay.Differences);
        writer.WriteStartArray("findings");
        foreach (var finding in replay.Findings) HubFindingJson.Write(writer, finding);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
