using System.Text.Json;
using CityKit.Core;
using CityKit.Verifying;

namespace CityKit.Cli.Hubs;

/// <summary>Findings about a hub's file as JSON objects.</summary>
internal static class HubFindingJson
{
    internal static void Write(Utf8JsonWriter json, JournalFinding finding)
    {
        json.WriteStartObject();
        json.WriteString("code", finding.Code);
        json.WriteNumber("first", finding.First);
        json.WriteNumber("last", finding.Last);
        Write(json, "found", finding.Found);
        Write(json, "expected", finding.Expected);
        Write(json, "remedy", finding.Remedy);
        json.WriteEndObject();
    }

    internal static void Write(Utf8JsonWriter json, HubFileFinding finding)
    {
        json.WriteStartObject();
        json.WriteString("code", finding.Code);
        json.WriteString("where", finding.Where);
        Write(json, "found", finding.Found);
        Write(json, "remedy", finding.Remedy);
        json.WriteEndObject();
    }

    internal static void Write(Utf8JsonWriter json, ReplayFinding finding)
    {
        json.WriteStartObject();
        json.WriteString("code", finding.Code);
        json.WriteString("kind", finding.Kind);
        json.WriteString("id", finding.Id);
        json.WriteNumber("entry", finding.Entry);
        Write(json, "found", finding.Found);
        Write(json, "expected", finding.Expected);
        Write(json, "remedy", finding.Remedy);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, LocalizedText text)
    {
        json.WriteStartObject(name);
        json.WriteString("zh", text.Zh);
        json.WriteString("en", text.En);
        json.WriteEndObject();
    }
}
