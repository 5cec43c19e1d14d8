using System.Globalization;
using CityKit.Cli.Files;
using CityKit.Sqlite;
using CityKit.Storage;
using CityKit.Verifying;

namespace CityKit.Cli.Hubs;

/// <summary><c>journal verify</c>.</summary>
internal static class JournalVerifyRun
{
    private const int MostKept = 1000; // of a journal that was changed all over, the first say enough

    internal static async Task<int> RunAsync(Terminal terminal, string file, JournalHead? noted, bool json, CancellationToken cancel)
    {
        await using var store = HubFile.OpenReadOnly(file, []);
        var head = await store.ReadPositionAsync(cancel).ConfigureAwait(false);
        var (findings, count) = (new List<JournalFinding>(), 0L);
        var progress = new ProgressLine(terminal, "entries", head.Number);
        await foreach (var finding in JournalVerifier.RunAsync(store, noted, limits: null, progress, cancel).ConfigureAwait(false))
            if (++count <= MostKept) findings.Add(finding);
        progress.End();
        if (json) WriteJson(terminal, file, head, count, findings);
        else WriteText(terminal, file, head, count, findings);
        return count == 0 ? ExitCode.Done : ExitCode.Rejects;
    }

    private static void WriteText(Terminal terminal, string file, StorePosition head, long count, List<JournalFinding> findings)
    {
        foreach (var finding in findings) terminal.Output.WriteLine(Printable.Of(finding.ToString()));
        if (count > findings.Count) terminal.Output.WriteLine($"... and {count - findings.Count} more. 其余 {count - findings.Count} 处从略。");
        terminal.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{file}: {(count == 0 ? "intact 完好" : $"NOT INTACT, {count:N0} finding(s) 有 {count} 处异常")}; {head.Number:N0} entries, head {new JournalHead(head.Number, head.Hash)}, history {head.History}."));
    }

    private static void WriteJson(Terminal terminal, string file, StorePosition head, long count, List<JournalFinding> findings) => JsonOutput.WriteLine(terminal.Output, writer =>
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
        writer.WriteEndObject();
    });
}
