using System.Text.Json;
using CityKit.Sensors.Trials;

namespace CityKit.Cli.Rules;

/// <summary>How a test ended, as one JSON object a line.</summary>
internal static class RuleTestJson
{
    internal static void Write(Utf8JsonWriter writer, string file, RuleTestResult result)
    {
        writer.WriteStartObject();
        writer.WriteString("file", file);
        writer.WriteNumber("line", result.Test.Place.Line);
        writer.WriteString("name", result.Test.Name);
        writer.WriteBoolean("passed", result.Passed);
        writer.WriteStartArray("alerts");
        foreach (var (expected, found) in result.Pairs) Write(writer, expected, found);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, TestedAlert? expected, TestedAlert? found)
    {
        writer.WriteStartObject();
        writer.WriteBoolean("right", RuleTestResult.IsRight((expected, found)));
        writer.WriteString("expected", expected?.ToString());
        writer.WriteString("found", found?.ToString());
        writer.WriteEndObject();
    }
}
