using System.Globalization;
using System.Text;
using CityKit.Cli.Files;
using CityKit.Core.Text;
using CsvHelper;
using NodaTime;

namespace CityKit.Cli.Rules;

/// <summary>The rows of a recording (CSV, plain or .gz): time, sensor, value, unit.</summary>
internal sealed class RecordedRows : IDisposable
{
    private const int MostRecordBytes = 1 << 20;
    private static readonly CsvReaderOptions Options = new() { Separator = ',', MaxRecordSize = MostRecordBytes };

    private static readonly string[] Times =
    [
        "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm:ssK", "yyyy-MM-dd HH:mmK",
    ];

    private readonly CsvReader reader;
    private readonly string path;
    private readonly RecordedColumns columns;
    private readonly int count;

    internal RecordedRows(string path, TextInput text)
    {
        (this.path, reader) = (path, CsvReader.Create(text, Options));
        string[] names = Guarded(() => reader.Headers.ToArray());
        (columns, count) = (RecordedColumns.Of(path, names), names.Length);
    }

    /// <summary>The number of the row's line, from 1 at the header, where no field goes over several lines.</summary>
    internal long Line { get; private set; } = 1;

    /// <summary>Whether the row has a field for each column.</summary>
    internal bool IsWhole => reader.FieldCount == count;

    internal string Sensor => reader.GetString(columns.Sensor);

    internal string Value => reader.GetString(columns.Value);

    internal string Time => reader.GetString(columns.Time);

    internal string Unit => columns.Unit is { } unit ? reader.GetString(unit) : "";

    internal string Quantity => columns.Quantity is { } quantity ? reader.GetString(quantity) : "";

    /// <exception cref="ToolException">The rest of the file cannot be read.</exception>
    internal bool Read()
    {
        var read = Guarded(reader.Read);
        if (read) Line++;
        return read;
    }

    /// <summary>The row's time; null when it is no time, or has no offset.</summary>
    internal Instant? At => HasOffset(Time)
        && DateTimeOffset.TryParseExact(Time, Times, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
        ? Instant.FromDateTimeOffset(time) : null;

    public void Dispose() => reader.Dispose();

    private static bool HasOffset(string time) => time.EndsWith('Z') || (time.Length > 6 && time[^6] is '+' or '-');

    private T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception broken) when (broken is CsvFormatException or InvalidDataException)
        {
            throw new ToolException($"{path}: reading ended after line {Line}: {broken.Message} {path}：第 {Line} 行之后读取中止。");
        }
    }
}
