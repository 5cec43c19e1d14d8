using System.Globalization;
using CityKit.AlertDesk;
using CityKit.BuiltIn;
using CityKit.Cli.Files;
using CityKit.Cli.Hubs;
using CityKit.RuleTrials;
using CityKit.Sensors.Rules;
using NodaTime.Text;

namespace CityKit.Cli.Rules;

/// <summary><c>rule try</c>.</summary>
internal static class RuleTryRun
{
    internal static async Task<int> RunAsync(
        Terminal terminal, string rules, HubPlace place, string? folder, bool json, CancellationToken cancel)
    {
        RuleFile.Rules(rules);
        await using var store = await place.OpenReadOnlyAsync(HubDocuments.Kinds, cancel).ConfigureAwait(false);
        var archive = folder is null ? null : HubPlace.OpenArchive(folder, cancel);
        var head = await store.ReadPositionAsync(cancel).ConfigureAwait(false);
        var progress = new ProgressLine(terminal, "entries", head.Number);
        var result = await JournalWork.GuardedAsync(() => RuleTrial.RunAsync(RuleFile.Bytes(rules), store, archive, progress, cancel))
            .ConfigureAwait(false);
        progress.End();
        JournalWork.SayReach(terminal.Error, result.Reach);
        if (result.BeforeReach > 0) terminal.Error.WriteLine(Left(result.BeforeReach));
        foreach (var row in result.Alerts)
        {
            if (json) JsonOutput.WriteLine(terminal.Output, writer => TriedAlertJson.Write(writer, row));
            else terminal.Output.WriteLine(Printable.Of(Text(row)));
        }
        Summarise(terminal.Error, result.Alerts);
        return ExitCode.Done;
    }

    private static string Left(int count) => string.Create(CultureInfo.InvariantCulture,
        $"{count:N0} alerts that were raised before are left out. 其前产生的 {count:N0} 条告警不作比较。");

    private static string Text(TriedAlert row) =>
        $"{InstantPattern.ExtendedIso.Format(row.At)}  {(row.Tried ?? row.Raised)!.Source}  would: {Text(row.Tried)}  "
        + $"was: {Text(row.Raised)}{Ended(row)}";

    private static string Text(Alert? alert) => alert is null ? "nothing"
        : $"{alert.Rule} {alert.Severity.ToString().ToLowerInvariant()}, "
            + (alert.ClearedAt is { } cleared ? $"cleared {InstantPattern.ExtendedIso.Format(cleared)}" : "not cleared");

    private static string Ended(TriedAlert row) =>
        (row.Lead is { } lead ? $"; lead {lead.State.ToString().ToLowerInvariant()}" : "")
        + (row.Raised?.Work.Outcome is { } outcome ? $"; outcome {outcome.ToString().ToLowerInvariant()}" : "");

    private static void Summarise(TextWriter error, IReadOnlyList<TriedAlert> rows)
    {
        var tried = rows.Where(row => row.Tried is not null).GroupBy(row => row.Tried!.Rule);
        foreach (var ofRule in tried.OrderBy(group => group.Key, StringComparer.Ordinal))
            error.WriteLine(Line(ofRule.Key, [.. ofRule]));
        var missed = rows.Where(row => row.Tried is null).ToList();
        error.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{rows.Count - missed.Count:N0} would be raised; {missed.Count:N0} that were raised would not. "
            + $"将产生 {rows.Count - missed.Count:N0} 条；原有 {missed.Count:N0} 条不再产生。"));
    }

    private static string Line(string rule, List<TriedAlert> rows) => string.Create(CultureInfo.InvariantCulture,
        $"{rule}: {rows.Count:N0}, of which {rows.Count(row => row.Raised is null):N0} new, "
        + $"{Count(rows, LeadState.Confirmed):N0} confirmed then, {Count(rows, LeadState.Dismissed):N0} dismissed then.");

    private static int Count(List<TriedAlert> rows, LeadState state) => rows.Count(row => row.Lead?.State == state);
}
