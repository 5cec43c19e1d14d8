using CityKit.BuiltIn;
using CityKit.Cli.Files;
using CityKit.Core;
using CityKit.Documents;
using CityKit.Reporting;
using CityKit.Verifying;

namespace CityKit.Cli.Hubs;

/// <summary><c>hub check</c>.</summary>
internal static class HubCheckRun
{
    private const int MostKept = 1000; // of a file that is damaged all over, the first say enough

    internal static async Task<int> RunAsync(Terminal terminal, HubPlace place, bool json, CancellationToken cancel)
    {
        var (findings, count) = (new List<HubFileFinding>(), 0L);
        var progress = new ProgressLine(terminal, "rows", null);
        await foreach (var finding in place.CheckAsync(progress, cancel).ConfigureAwait(false))
        {
            if (finding.IsDamage) count++;
            if (findings.Count < MostKept) findings.Add(finding);
        }
        progress.End();
        var restores = count == 0 ? await ReadAsync(place, findings, cancel).ConfigureAwait(false) : new RestoreReport([], []);
        if (json) WriteJson(terminal, $"{place}", count, findings, restores);
        else WriteText(terminal, $"{place}", count, findings, restores);
        return count == 0 ? ExitCode.Done : ExitCode.Rejects;
    }

    /// <summary>What a sound store says of itself.</summary>
    private static async Task<RestoreReport> ReadAsync(HubPlace place, List<HubFileFinding> findings, CancellationToken cancel)
    {
        await using var store = await place.OpenReadOnlyAsync(HubDocuments.Kinds, cancel).ConfigureAwait(false);
        if (await PlainEntries.FindAsync(store, cancel).ConfigureAwait(false) is { } plain) findings.Add(plain);
        return await RestoreReport.ReadAsync(store, cancel).ConfigureAwait(false);
    }

    private static void WriteText(Terminal terminal, string file, long count, List<HubFileFinding> findings, RestoreReport restores)
    {
        foreach (var ended in restores.Restores)
            terminal.Output.WriteLine($"restored at {ended.At}: history {ended.History} ends after entry {ended.Entry}. "
                + $"于 {ended.At} 恢复：历史 {ended.History} 止于第 {ended.Entry} 条。");
        foreach (var missing in restores.Missing)
            terminal.Output.WriteLine($"missing since: {missing.Device} {missing.Lane} {missing.From} to {missing.To}. "
                + $"此后缺失 {missing.Count} 条事件。");
        foreach (var finding in findings) terminal.Output.WriteLine(Printable.Of(finding.ToString()));
        terminal.Output.WriteLine($"{file}: {Verdict(count)}.");
    }

    private static LocalizedText Verdict(long count) =>
        count == 0 ? new("完好", "sound") : new($"存储有 {count} 处异常", $"NOT SOUND, {count} finding(s)");

    private static void WriteJson(
        Terminal terminal, string file, long count, List<HubFileFinding> findings, RestoreReport restores) =>
        JsonOutput.WriteLine(terminal.Output, writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("file", file);
        writer.WriteBoolean("sound", count == 0);
        writer.WriteNumber("count", count);
        writer.WriteStartArray("findings");
        foreach (var finding in findings) HubFindingJson.Write(writer, finding);
        writer.WriteEndArray();
        writer.WriteStartArray("restores");
        foreach (var ended in restores.Restores) RestoreJson.Write(writer, ended);
        writer.WriteEndArray();
        writer.WriteStartArray("missing");
        foreach (var missing in restores.Missing) RestoreJson.Write(writer, missing);
        writer.WriteEndArray();
        writer.WriteEndObject();
    });
}
