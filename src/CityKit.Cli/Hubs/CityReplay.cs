using CityKit.Archiving;
using CityKit.Cli.Cities;
using CityKit.Setup;
using CityKit.Storage;
using CityKit.Verifying;

namespace CityKit.Cli.Hubs;

/// <summary>What a replay with a city's folder finds.</summary>
/// <param name="Folder">The folder.</param>
/// <param name="Differences">How many differences there are.</param>
/// <param name="Findings">The first of them, and what could not be replayed.</param>
internal sealed record CityReplay(string Folder, long Differences, IReadOnlyList<ReplayFinding> Findings)
{
    private const int MostKept = 1000; // with another city's folder everything differs: the first say enough

    internal static async Task<CityReplay> RunAsync(
        Terminal terminal, ICityStore store, StorePosition head, string folder, HubSetup setup, JournalArchive? archive,
        CancellationToken cancel)
    {
        var (findings, count) = (new List<ReplayFinding>(), 0L);
        var progress = new ProgressLine(terminal, "entries replayed", head.Number);
        await foreach (var finding in ReplayVerifier.RunAsync(setup, store, archive, progress, cancel).ConfigureAwait(false))
        {
            if (finding.IsDifference) count++;
            if (!finding.IsDifference || findings.Count < MostKept) findings.Add(finding);
        }
        progress.End();
        if ((await store.ReadPositionAsync(cancel).ConfigureAwait(false)).Number != head.Number) throw Moved();
        return new CityReplay(folder, count, findings);
    }

    /// <summary>The setup of a hub with a folder's files; null with what is wrong reported as <c>city check</c> does.</summary>
    internal static HubSetup? SetupOf(Terminal terminal, string folder, bool json)
    {
        var report = CityCheckRun.Check(folder);
        if (report.Findings.Any(found => !found.IsDoubt))
        {
            CityCheckRun.Write(terminal, report, json);
            return null;
        }
        if (report.Findings.Count > 0)
            terminal.Error.WriteLine(
                $"{folder} has {report.Findings.Count} warnings: see 'citykit city check'. 该目录有 {report.Findings.Count} 处疑点。");
        return report.Setup;
    }

    private static ToolException Moved() => new(
        "The hub wrote meanwhile, so that nothing can be compared: copy it ('citykit hub backup', or pg_dump) and verify the copy. "
            + "其间中枢又有写入，请先备份，再校验备份。");
}
