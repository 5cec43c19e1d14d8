using CityKit.Cli.Files;
using CityKit.Sqlite;

namespace CityKit.Cli.Hubs;

/// <summary><c>hub check</c>.</summary>
internal static class HubCheckRun
{
    private const int MostKept = 1000; // of a file that is damaged all over, the first say enough

    internal static int Run(Terminal terminal, string file, bool json, CancellationToken cancel)
    {
        if (!File.Exists(file)) throw new ToolException($"{file} is not there: name the hub's SQLite file. 找不到该文件，请指定中枢存储文件。");
        var (findings, count) = (new List<HubFileFinding>(), 0L);
        var progress = new ProgressLine(terminal, "rows", null);
        foreach (var finding in SqliteHubCheck.Run(file, HubKinds.All, progress, cancel))
        {
            if (finding.IsDamage) count++;
            if (findings.Count < MostKept) findings.Add(finding);
        }
        progress.End();
        if (json) WriteJson(terminal, file, count, findings);
        else WriteText(terminal, file, count, findings);
        return count == 0 ? ExitCode.Done : ExitCode.Rejects;
    }

    private static void WriteText(Terminal terminal, string file, long count, List<HubFileFinding> findings)
    {
        foreach (var finding in findings) terminal.Output.WriteLine(Printable.Of(finding.ToString()));
        terminal.Output.WriteLine($"{file}: {(count == 0 ? "sound 完好" : $"NOT SOUND, {count} finding(s) 有 {count} 处异常")}.");
    }

    private static void WriteJson(Terminal terminal, string file, long count, List<HubFileFinding> findings) => JsonOutput.WriteLine(terminal.Output, writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("file", file);
        writer.WriteBoolean("sound", count == 0);
        writer.WriteNumber("count", count);
        writer.WriteStartArray("findings");
        foreach (var finding in findings) HubFindingJson.Write(writer, finding);
        writer.WriteEndArray();
        writer.WriteEndObject();
    });
}
