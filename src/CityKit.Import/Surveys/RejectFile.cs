using System.Globalization;
using System.Text;
using CityKit.Shared.Csv;

namespace CityKit.Import.Surveys;

/// <summary>
/// The rejects as CSV (row, field, value, reason, 原因). What an interrupted run wrote beyond its last commit is cut away first.
/// </summary>
internal sealed class RejectFile(Stream? stream)
{
    private static readonly byte[] Header = "row,field,value,reason,原因\r\n"u8.ToArray();

    /// <summary>How long it is.</summary>
    internal long Bytes { get; private set; }

    /// <summary>Makes it as long as it was then; a new one gets its header.</summary>
    internal void GoOnFrom(long bytes)
    {
        Bytes = bytes;
        if (stream is null) return;
        stream.SetLength(Math.Min(bytes, stream.Length));
        stream.Position = stream.Length;
    }

    /// <summary>Writes rejects through to the disk's cache; the caller commits after it.</summary>
    internal void Write(IReadOnlyCollection<SurveyReject> rejects)
    {
        if (rejects.Count == 0) return;
        var text = new StringBuilder();
        foreach (var reject in rejects)
            text.Append(CsvText.Line(reject.Row.ToString(CultureInfo.InvariantCulture), reject.Field, Shown(reject.Value), reject.Reason.En,
                reject.Reason.Zh)).Append("\r\n");
        byte[] bytes = [.. Bytes == 0 ? Header : [], .. Encoding.UTF8.GetBytes(text.ToString())];
        stream?.Write(bytes);
        stream?.Flush();
        Bytes += bytes.Length;
    }

    // People open it in a spreadsheet, which must not work out what a stranger's file holds.
    private static string Shown(string value) =>
        double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _) ? value : CsvText.NoFormula(value);
}
