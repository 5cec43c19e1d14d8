using System.Globalization;
using CityKit.Cli.Files;
using CityKit.Shared.Csv;

namespace CityKit.Cli.Grids;

/// <summary>Writes the rows of <c>grid locate</c>: in CSV the row as it stood with the code behind it, in JSON an object a line.</summary>
internal sealed class LocatedRowWriter
{
    private const string MetresColumn = "grid_metres";

    private readonly TextWriter output;
    private readonly PointOptions options;
    private readonly IReadOnlyList<string> columns;

    internal LocatedRowWriter(TextWriter output, PointOptions options, IReadOnlyList<string> columns)
    {
        (this.output, this.options, this.columns) = (output, options, columns);
        if (options.Json) return;
        var added = options.NearestMetres is null ? [options.Column] : new[] { options.Column, MetresColumn };
        output.WriteLine(CsvText.Line([.. columns, .. added]));
    }

    internal void Write(PointRows rows, string code, double? metres)
    {
        if (options.Json) WriteJson(rows, code, metres);
        else WriteCsv(rows, code, metres);
    }

    private void WriteCsv(PointRows rows, string code, double? metres)
    {
        output.Write(rows.Raw);
        output.Write(',');
        output.Write(CsvText.Field(code));
        if (options.NearestMetres is not null)
        {
            output.Write(',');
            output.Write(metres?.ToString("F1", CultureInfo.InvariantCulture));
        }
        output.WriteLine();
    }

    private void WriteJson(PointRows rows, string code, double? metres) => JsonOutput.WriteLine(output, writer =>
    {
        writer.WriteStartObject();
        for (var column = 0; column < columns.Count; column++) writer.WriteString(columns[column], rows[column]);
        writer.WriteString(options.Column, code.Length == 0 ? null : code);
        if (options.NearestMetres is not null && metres is { } far) writer.WriteNumber(MetresColumn, Math.Round(far, 1));
        writer.WriteEndObject();
    });
}
