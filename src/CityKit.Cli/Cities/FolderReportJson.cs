using System.Text.Json;
using CityKit.Shared.Cities;

namespace CityKit.Cli.Cities;

/// <summary>A check of a city's folder as JSON.</summary>
internal static class FolderReportJson
{
    internal static string Severity(FolderFinding found) => found.IsDoubt ? "warning" : "error";

    internal static void Write(Utf8JsonWriter writer, FolderReport report)
    {
        writer.WriteStartObject();
        WriteNames(writer, "files", report.Folder.Files.Select(file => file.Name));
        WriteNames(writer, "notRecognised", report.Folder.Unknown);
        writer.WriteBoolean("namesChecked", report.AreNamesChecked);
        writer.WriteStartArray("findings");
        foreach (var found in report.Findings) Write(writer, found);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteNames(Utf8JsonWriter writer, string member, IEnumerable<string> names)
    {
        writer.WriteStartArray(member);
        foreach (var name in names) writer.WriteStringValue(name);
        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, FolderFinding found)
    {
        writer.WriteStartObject();
        writer.WriteString("file", found.File);
        writer.WriteNumber("line", found.Line);
        writer.WriteNumber("column", found.Column);
        writer.WriteString("severity", Severity(found));
        writer.WriteString("path", found.Path);
        writer.WriteStartObject("message");
        writer.WriteString("zh", found.Message.Zh);
        writer.WriteString("en", found.Message.En);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
