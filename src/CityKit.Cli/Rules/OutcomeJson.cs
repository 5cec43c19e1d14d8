using System.Text.Json;
using CityKit.Sensors.Alerts;
using CityKit.Sensors.Register;
using NodaTime.Text;

namespace CityKit.Cli.Rules;

/// <summary>What a rule reports, as one JSON object a line.</summary>
internal static class OutcomeJson
{
    internal static void Write(Utf8JsonWriter writer, RuleOutcome outcome)
    {
        writer.WriteStartObject();
        writer.WriteString("what", JsonNamingPolicy.CamelCase.ConvertName(outcome.Kind.ToString()));
        writer.WriteString("at", InstantPattern.ExtendedIso.Format(outcome.At));
        writer.WriteString("rule", outcome.Rule.Id);
        writer.WriteString("source", outcome.Source);
        writer.WriteString("severity", JsonNamingPolicy.CamelCase.ConvertName(outcome.Severity.ToString()));
        writer.WriteString("alert", outcome.Alert.ToString());
        writer.WriteString("raisedAt", InstantPattern.ExtendedIso.Format(outcome.RaisedAt));
        if (outcome.Value is { } value) Write(writer, AlertText.Measured(outcome.Rule, outcome.Entry, value));
        if (outcome.CoveragePermille is { } coverage) writer.WriteNumber("coverage", coverage / 1000m);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, Amount measured)
    {
        writer.WriteNumber("value", measured.Number);
        if (measured.Unit.Length > 0) writer.WriteString("unit", measured.Unit);
    }
}
