using System.Text.Json;
using CityKit.Cases.Kpi;
using CityKit.Core;
using CityKit.Documents;
using CityKit.Modules;

namespace CityKit.BuiltIn;

/// <summary>Sums facts by row and writes the figures that they make.</summary>
/// <param name="asked">Which figures.</param>
internal sealed class FigureGroups(FigureQuestion asked)
{
    private readonly Dictionary<string, KpiSums> sums = asked.By is null ? new() { [""] = new KpiSums() } : [];

    /// <summary>The rows; the group is null for cases without one.</summary>
    internal IEnumerable<(string? Group, KpiSums Sums)> Rows => sums.Select(row => (row.Key.Length == 0 ? null : row.Key, row.Value));

    /// <summary>Adds items that count the same: the last of their values is their code, the one before it makes the row.</summary>
    internal void Add(DocumentGroup counted, bool isByDeadline, bool isOver)
    {
        var group = (asked.By is null ? null : asked.GroupOf(counted.Values[0]?.Text)) ?? "";
        if (!sums.TryGetValue(group, out var found)) sums[group] = found = new KpiSums();
        if (counted.Values[^1] is { } code) found.Add(code.Number, counted.Count, isByDeadline, isOver);
    }

    internal ReadOnlyMemory<byte> Write((string? Group, KpiSums Sums) row) => ModuleJson.ToUtf8(row, Write);

    private void Write(Utf8JsonWriter writer, (string? Group, KpiSums Sums) row)
    {
        var values = asked.Definitions.Select(row.Sums.ValueOf).ToArray();
        writer.WriteStartObject();
        if (asked.By is { } by) writer.WriteString(by, row.Group);
        writer.WriteStartArray("figures");
        foreach (var value in values) Write(writer, value, row);
        writer.WriteEndArray();
        writer.WriteStartArray("scores");
        foreach (var score in asked.Scores) Write(writer, score, values);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private void Write(Utf8JsonWriter writer, KpiValue value, (string? Group, KpiSums Sums) row)
    {
        writer.WriteStartObject();
        WriteName(writer, value.Definition.Id, value.Definition.Name);
        if (value.Definition.Post is { } post) writer.WriteString("post", post.ToString());
        Write(writer, "numerator", value.Numerator, value.Definition.Numerator, row);
        Write(writer, "denominator", value.Denominator, value.Definition.Denominator, row);
        if (value.Rate is { } rate) writer.WriteNumber("rate", decimal.Round(rate, 6));
        writer.WriteEndObject();
    }

    private void Write(
        Utf8JsonWriter writer, string name, long count, IReadOnlyList<string> facts, (string? Group, KpiSums Sums) row)
    {
        writer.WriteStartObject(name);
        writer.WriteNumber("count", count);
        writer.WriteStartArray("facts");
        foreach (var fact in facts) Write(writer, fact, row);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private void Write(Utf8JsonWriter writer, string signed, (string? Group, KpiSums Sums) row)
    {
        var fact = signed.TrimStart('-');
        var (count, items) = row.Sums.Of(fact);
        writer.WriteStartObject();
        writer.WriteString(CountedFact.Name, fact);
        if (signed[0] == '-') writer.WriteBoolean("subtracted", true);
        writer.WriteNumber("count", count);
        writer.WriteNumber("items", items);
        writer.WriteString("query", asked.QueryOf(fact, row.Group));
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, KpiScore score, KpiValue[] values)
    {
        if (score.Of(values) is not { } points) return;
        writer.WriteStartObject();
        WriteName(writer, score.Id, score.Name);
        writer.WriteNumber("points", decimal.Round(points, 4));
        writer.WriteEndObject();
    }

    private static void WriteName(Utf8JsonWriter writer, string id, LocalizedText name)
    {
        writer.WriteString("id", id);
        writer.WriteString("zh", name.Zh);
        writer.WriteString("en", name.En);
    }
}
