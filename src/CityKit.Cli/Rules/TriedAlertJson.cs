using System.Text.Json;
using CityKit.AlertDesk;
using CityKit.RuleTrials;
using NodaTime.Text;

namespace CityKit.Cli.Rules;

/// <summary>An alert that would have been raised beside the one that was, as one JSON object a line.</summary>
internal static class TriedAlertJson
{
    internal static void Write(Utf8JsonWriter writer, TriedAlert row)
    {
        writer.WriteStartObject();
        writer.WriteString("source", (row.Tried ?? row.Raised)!.Source);
        Write(writer, "would", row.Tried);
        Write(writer, "was", row.Raised);
        writer.WriteString("lead", row.Lead is { } lead ? lead.State.ToString().ToLowerInvariant() : null);
        writer.WriteString("outcome", row.Raised?.Work.Outcome is { } outcome ? outcome.ToString().ToLowerInvariant() : null);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, string member, Alert? alert)
    {
        if (alert is null)
        {
            writer.WriteNull(member);
            return;
        }
        writer.WriteStartObject(member);
        writer.WriteString("alert", alert.Id.ToString());
        writer.WriteString("rule", alert.Rule);
        writer.WriteString("severity", alert.Severity.ToString().ToLowerInvariant());
        writer.WriteString("raisedAt", InstantPattern.ExtendedIso.Format(alert.RaisedAt));
        writer.WriteString("clearedAt", alert.ClearedAt is { } cleared ? InstantPattern.ExtendedIso.Format(cleared) : null);
        writer.WriteEndObject();
    }
}
