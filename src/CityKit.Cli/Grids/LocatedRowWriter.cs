using System.Globalization;
using CityKit.Cli.Files;
using CityKit.Shared.Csv;

namespace CityKit.Cli.Grids;

/// <summary>
/// Writes the rows of <c>grid locate</c>: in CSV the row as it was read with the code behind it, in JSON an object a line.
/// </summary>
internal sealed class LocatedRowWriter
{
    private const string MetresColumn = "grid_metres";
    private const string ParentsColumn = "grid_parents";

    private readonly TextWriter output;
    private readonly PointOptions options;
    private readonly IReadOnlyList<string> columns;
    private readonly bool hasParents;

    internal LocatedRowWriter(TextWriter output, PointOptions options, IReadOnlyList<string> columns, bool hasParents)
    {
        (this.output, this.options, this.columns, this.hasParents) = (output, options, columns, hasParents);
        if (options.Json) return;
        List<string> added = [options.Column];
        if (options.NearestMetres is not null) added.Add(MetresColumn);
        if (hasParents) added.Add(ParentsColumn);
        output.WriteLine(CsvText.Line([.. columns, .. added]));
    }

    internal void Write(PointRows rows, LocatedGrid located)
    {
        if (options.Json) WriteJson(rows, located);
        else WriteCsv(rows, located);
    }

    private void WriteCsv(PointRows rows, LocatedGrid located)
    {
        output.Write(rows.Raw);
        output.Write(',');
        output.Write(CsvText.Field(located.Code));
        if (options.NearestMetres is not null)
        {
            output.Write(',');
            output.Write(located.Metres?.ToString("F1", CultureInfo.InvariantCulture));
        }
        if (hasParents) output.Write($",{CsvText.Field(located.Parents)}");
        output.WriteLine();
    }

    private void WriteJson(PointRows rows, LocatedGrid located) => JsonOutput.WriteLine(output, writer =>
    {
        writer.WriteStartObject();
        for (var column = 0; column < columns.Count; column++) writer.WriteString(columns[column], rows[column]);
        writer.WriteString(options.Column, located.Code.Length == 0 ? null : located.Code);
        if (options.NearestMetres is not null && located.Metres is { } far) writer.WriteNumber(MetresColumn, Math.Round(far, 1));
        if (hasParents) writer.WriteString(ParentsColumn, located.Parents);
        writer.WriteEndObject();
    });
}
