using System.Globalization;
using System.Text;
using CityKit.Cli.Files;
using CityKit.Core.Text;
using CsvHelper;

namespace CityKit.Cli.Grids;

/// <summary>The rows of a CSV file of points.</summary>
internal sealed class PointRows : IDisposable
{
    private const int MostRecordBytes = 1 << 20;

    private static readonly CsvReaderOptions Options = new() { Separator = ',', MaxRecordSize = MostRecordBytes };

    private readonly CsvReader reader;
    private readonly Func<bool> readNext;
    private int longitude;
    private int latitude;

    private PointRows(TextInput text)
    {
        (Text, reader) = (text, CsvReader.Create(text, Options));
        readNext = reader.Read;
    }

    /// <summary>The file.</summary>
    internal TextInput Text { get; }

    /// <summary>The names of the columns, in order.</summary>
    internal IReadOnlyList<string> Columns { get; private set; } = [];

    /// <summary>The number of the row, from 1, the header not counted.</summary>
    internal long Row { get; private set; }

    /// <summary>The fields of this row.</summary>
    internal int Fields => reader.FieldCount;

    /// <summary>Whether the row has a field for each column.</summary>
    internal bool IsWhole => reader.FieldCount == Columns.Count;

    /// <summary>The row as it is in the file.</summary>
    internal string Raw => Encoding.UTF8.GetString(reader.RawRecord);

    /// <summary>The point's fields as written.</summary>
    internal string PointText => $"{this[longitude]}, {this[latitude]}";

    internal string this[int column] => reader.GetString(column);

    /// <exception cref="ToolException">There is no such file, or it lacks the columns.</exception>
    internal static PointRows Open(PointOptions options)
    {
        var rows = new PointRows(InputFile.OpenText(options.File, options.Encoding, out _));
        try
        {
            rows.ReadHeader(options);
            return rows;
        }
        catch (ToolException)
        {
            rows.Dispose();
            throw;
        }
    }

    internal bool Read()
    {
        var read = Guarded(readNext);
        if (read) Row++;
        return read;
    }

    internal bool TryPoint(out double east, out double north) => TryNumber(longitude, out east) & TryNumber(latitude, out north);

    public void Dispose() => reader.Dispose();

    private void ReadHeader(PointOptions options)
    {
        Columns = Guarded(() => reader.Headers.ToArray());
        if (Columns.Count == 0) throw new ToolException($"{options.File} is empty; it needs a header line. {options.File} 为空，须有表头。");
        (longitude, latitude) = (IndexOf(options.Longitude, options), IndexOf(options.Latitude, options));
        if (Columns.Contains(options.Column))
            throw new ToolException(
                $"{options.File} already has a column '{options.Column}'; choose another name with --column. "
                    + $"{options.File} 已有列“{options.Column}”，请用 --column 另取列名。");
    }

    private int IndexOf(string column, PointOptions options)
    {
        var found = Enumerable.Range(0, Columns.Count).Where(i => Columns[i] == column).ToList();
        if (found.Count == 1) return found[0];
        throw new ToolException($"{options.File} has {(found.Count == 0 ? "no column" : "several columns")} '{column}'; "
            + $"it has {string.Join(", ", Columns)}. 没有该列，或该列不止一个。");
    }

    private T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception broken) when (broken is CsvFormatException or InvalidDataException)
        {
            throw new ToolException($"Reading ended after row {Row}: {broken.Message} 第 {Row} 行之后读取中止。");
        }
    }

    // No thousands separators: "3,6" is not 36.
    private bool TryNumber(int column, out double number) =>
        double.TryParse(reader.GetSpan(column), NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);
}
