using System.Text.Json;
using CityKit.Core;
using CityKit.Import.Maps;

namespace CityKit.Cli.Grids;

/// <summary>A map check as JSON.</summary>
internal static class GridReportJson
{
    internal static string Word(GridFindingKind kind) => kind switch
    {
        GridFindingKind.Overlap => "overlap",
        GridFindingKind.Gap => "gap",
        GridFindingKind.Sequence => "sequence",
        GridFindingKind.OutsideArea => "outside-area",
        GridFindingKind.SharedEdge => "shared-edge",
        GridFindingKind.Repaired => "repaired",
        _ => "unknown-area",
    };

    internal static void Write(Utf8JsonWriter writer, GridMapReport report)
    {
        writer.WriteStartObject();
        writer.WriteNumber("grids", report.Grids.Length);
        writer.WriteBoolean("complete", report.IsComplete);
        writer.WriteStartArray("problems");
        foreach (var problem in report.Problems) Write(writer, problem);
        writer.WriteEndArray();
        writer.WriteStartArray("findings");
        foreach (var finding in report.Findings) Write(writer, finding);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, FeatureProblem problem)
    {
        writer.WriteStartObject();
        writer.WriteNumber("feature", problem.Index);
        writer.WriteString("code", problem.Code);
        writer.WriteString("reason", problem.Reason);
        if (problem.Where is { } where) WritePoint(writer, "where", where);
        WriteMessage(writer, problem.Message);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, GridFinding finding)
    {
        writer.WriteStartObject();
        writer.WriteString("kind", Word(finding.Kind));
        writer.WriteStartArray("codes");
        foreach (var code in finding.Codes) writer.WriteStringValue(code);
        writer.WriteEndArray();
        writer.WriteNumber("squareMetres", Math.Round(finding.SquareMetres, 1));
        WritePoint(writer, "where", finding.Where);
        if (!finding.Parts.IsEmpty) WriteParts(writer, finding);
        if (finding.Repair is { } repair) Write(writer, repair);
        WriteMessage(writer, finding.Message);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, GridRepair repair)
    {
        writer.WriteStartObject("repair");
        writer.WriteNumber("squareMetresBefore", Math.Round(repair.SquareMetresBefore, 1));
        writer.WriteNumber("squareMetresAfter", Math.Round(repair.SquareMetresAfter, 1));
        writer.WriteNumber("largestShiftMetres", Math.Round(repair.LargestShiftMetres, 3));
        writer.WriteNumber("partsBefore", repair.PartsBefore);
        writer.WriteNumber("partsAfter", repair.PartsAfter);
        writer.WriteEndObject();
    }

    // The coordinates of a GeoJSON MultiPolygon.
    private static void WriteParts(Utf8JsonWriter writer, GridFinding finding)
    {
        writer.WriteStartArray("polygons");
        foreach (var part in finding.Parts)
        {
            writer.WriteStartArray();
            foreach (var ring in part.Holes.Prepend(part.Outer))
            {
                writer.WriteStartArray();
                foreach (var point in ring.Add(ring[0])) WritePosition(writer, point);
                writer.WriteEndArray();
            }
            writer.WriteEndArray();
        }
        writer.WriteEndArray();
    }

    private static void WritePoint(Utf8JsonWriter writer, string name, GeoPoint point)
    {
        writer.WritePropertyName(name);
        WritePosition(writer, point);
    }

    private static void WritePosition(Utf8JsonWriter writer, GeoPoint point)
    {
        writer.WriteStartArray();
        writer.WriteNumberValue(point.Longitude);
        writer.WriteNumberValue(point.Latitude);
        writer.WriteEndArray();
    }

    private static void WriteMessage(Utf8JsonWriter writer, LocalizedText message)
    {
        writer.WriteStartObject("message");
        writer.WriteString("zh", message.Zh);
        writer.WriteString("en", message.En);
        writer.WriteEndObject();
    }
}
