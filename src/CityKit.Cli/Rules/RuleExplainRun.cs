using System.Globalization;
using CityKit.BuiltIn;
using CityKit.Cli.Files;
using CityKit.Cli.Hubs;
using CityKit.RuleTrials;
using CityKit.Sensors.Alerts;
using CityKit.Sensors.Engine;
using CityKit.Sensors.Register;
using CityKit.Sensors.Trials;
using NodaTime.Text;

namespace CityKit.Cli.Rules;

/// <summary><c>rule explain</c>.</summary>
internal static class RuleExplainRun
{
    private const int MostShown = 10;

    internal static async Task<int> RunAsync(
        Terminal terminal, string id, HubPlace place, string? folder, bool json, CancellationToken cancel)
    {
        if (!AlertId.TryParse(id, null, out var alert)) throw new ToolException($"'{id}' is no alert's id: 32 hex digits. "
            + $"“{id}”不是告警标识，应为 32 位十六进制数字。");
        await using var store = await place.OpenReadOnlyAsync(HubDocuments.Kinds, cancel).ConfigureAwait(false);
        var archive = folder is null ? null : HubPlace.OpenArchive(folder, cancel);
        var head = await store.ReadPositionAsync(cancel).ConfigureAwait(false);
        var progress = new ProgressLine(terminal, "entries", head.Number);
        var reasons = await JournalWork.GuardedAsync(() => AlertReasons.FindAsync(alert, store, archive, progress, cancel))
            .ConfigureAwait(false) ?? throw new ToolException($"{place} has no alert {id}. {place} 中没有告警 {id}。");
        progress.End();
        JournalWork.SayReach(terminal.Error, reasons.Reach);
        if (json) JsonOutput.WriteLine(terminal.Output, writer => AlertReasonsJson.Write(writer, reasons));
        else Write(terminal.Output, reasons);
        return ExitCode.Done;
    }

    /// <summary>An amount in the sensor's unit.</summary>
    internal static string Amount(Sensor sensor, long value) =>
        string.Create(CultureInfo.InvariantCulture, $"{value / (decimal)sensor.PerUnit} {sensor.Unit}").TrimEnd();

    private static void Write(TextWriter output, AlertReasons reasons)
    {
        var alert = reasons.Alert;
        var severity = alert.Severity.ToString().ToLowerInvariant();
        output.WriteLine(Printable.Of($"{alert.Rule} at {alert.Source}: {alert.Title.Zh} / {alert.Title.En}, {severity}"));
        output.WriteLine($"raised {Time(alert.RaisedAt)}, {(alert.ClearedAt is { } cleared ? $"cleared {Time(cleared)}" : "not cleared")}; "
            + $"received {Time(alert.ReceivedAt)} with journal "
            + (reasons.Entries.Count == 0 ? "(nothing)" : string.Join(", ", reasons.Entries)));
        output.WriteLine(Printable.Of(reasons.Rule is { } rule
            ? $"rule {rule.Id}: {rule.Words}"
            : $"rule {alert.Rule} is in no rule file of the journal"));
        if (reasons.Rule is not null && reasons.Turns.Count == 0)
            output.WriteLine("  What it was decided by is not in the journal: "
                + (reasons.Reach.Pruned > 0 ? "it was pruned, or " : "")
                + "an alert of an edge device whose readings were not sent, or of an unknown time.");
        foreach (var turn in reasons.Turns) Write(output, turn);
    }

    private static void Write(TextWriter output, ConditionTurn turn)
    {
        output.WriteLine(Printable.Of($"  {turn.Words}"));
        var value = turn.Measured is { } decided ? $" at {decided}" : "";
        var coverage = turn.CoveragePermille is { } covered
            ? string.Create(CultureInfo.InvariantCulture, $", {covered / 10m} % covered")
            : "";
        output.WriteLine($"    turned true {Time(turn.At)} for {turn.Sensor.Key}{value}{coverage}");
        if (turn.Inputs.Count > MostShown) output.WriteLine($"    {turn.Inputs.Count} inputs, the last {MostShown}:");
        foreach (var one in turn.Inputs.TakeLast(MostShown)) output.WriteLine(Printable.Of($"      {Text(turn.Sensor, one)}"));
    }

    private static string Text(Sensor sensor, Observation one) =>
        $"{Time(one.At)} {one.Kind.ToString().ToLowerInvariant()} {Amount(sensor, one.Value)}{(one.IsLowerBound ? " or more" : "")}"
        + string.Concat(one.Fields.Select(field => $" {field.Name}={field.Text ?? field.Number.ToString(CultureInfo.InvariantCulture)}"));

    private static string Time(NodaTime.Instant at) => InstantPattern.ExtendedIso.Format(at);
}
