using System.Text.Json;
using CityKit.RuleTrials;
using CityKit.Sensors.Engine;
using CityKit.Sensors.Trials;
using NodaTime.Text;

namespace CityKit.Cli.Rules;

/// <summary>Why an alert was raised, as one JSON object.</summary>
internal static class AlertReasonsJson
{
    internal static void Write(Utf8JsonWriter writer, AlertReasons reasons)
    {
        writer.WriteStartObject();
        writer.WriteString("alert", reasons.Alert.Id.ToString());
        writer.WriteString("rule", reasons.Alert.Rule);
        writer.WriteString("source", reasons.Alert.Source);
        writer.WriteString("raisedAt", InstantPattern.ExtendedIso.Format(reasons.Alert.RaisedAt));
        writer.WriteString("when", reasons.Rule?.Words);
        writer.WriteStartArray("entries");
        foreach (var number in reasons.Entries) writer.WriteNumberValue(number);
        writer.WriteEndArray();
        writer.WriteStartArray("conditions");
        foreach (var turn in reasons.Turns) Write(writer, turn);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, ConditionTurn turn)
    {
        writer.WriteStartObject();
        writer.WriteString("when", turn.Words);
        writer.WriteString("sensor", turn.Sensor.Key.ToString());
        writer.WriteString("turnedAt", InstantPattern.ExtendedIso.Format(turn.At));
        writer.WriteString("value", turn.Measured);
        if (turn.CoveragePermille is { } covered) writer.WriteNumber("coverage", covered / 1000m);
        writer.WriteStartArray("inputs");
        foreach (var one in turn.Inputs) Write(writer, turn, one);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, ConditionTurn turn, Observation one)
    {
        writer.WriteStartObject();
        writer.WriteString("at", InstantPattern.ExtendedIso.Format(one.At));
        writer.WriteString("kind", JsonNamingPolicy.CamelCase.ConvertName(one.Kind.ToString()));
        writer.WriteString("value", RuleExplainRun.Amount(turn.Sensor, one.Value));
        writer.WriteEndObject();
    }
}
