using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CityKit.Core;
using CityKit.Import.Files;
using CityKit.Import.Tables;

namespace CityKit.Import.Surveys;

/// <summary>
/// The rows of a table that is no text. It is known by the digest of the whole file, and a later run passes over the rows of the one
/// before.
/// </summary>
internal sealed class TableRows(Stream survey, SurveyOptions options) : SurveyRows
{
    private const int DaysTo1904 = 1_462; // from the day numbers of the 1904 system to those of 1900

    private LocalFile? file;
    private TableReader? table;
    private SurveyField?[] columns = [];
    private string digest = "";

    internal override Refusal? Broken => table?.Broken;

    /// <summary>Which row names the columns; the one whose names are known, by default.</summary>
    internal Func<IReadOnlyList<string>, bool> IsHeader { get; init; } = names => new SurveyHeader(names, options).IsLikely;

    /// <summary>Whether each row has a shape, which is its place.</summary>
    internal bool HasShape => table?.HasShape == true;

    internal override string? System => table?.System;

    internal override IReadOnlyList<string> Names => table?.Columns ?? [];

    internal override long? Count => table?.Count;

    internal override long Position => file?.Length ?? 0;

    internal override Refusal? Begin()
    {
        file = LocalFile.Of(survey, options.Limits.UnpackedBytes, out var refusal);
        if (file is not null) table = SurveyTables.Open(options.Format, file.Path, Choice(), options.Encoding, out refusal);
        if (table is null) return refusal;
        var header = new SurveyHeader(table.Columns, options);
        columns = header.Fields;
        Notes.AddRange(table.Notes);
        digest = DigestOf([file!.Path, .. table.Beside]);
        return header.Check(table.HasShape);
    }

    internal override string Digest() => digest;

    internal override bool TryGoOn(long bytes, string digest, long rows)
    {
        if (bytes != Position || digest != this.digest) return false;
        table!.Skip(rows);
        return true;
    }

    internal override bool Next()
    {
        if (!table!.Next()) return false;
        Row.Begin(table.Number);
        Problem = null;
        Take();
        return true;
    }

    public override void Dispose()
    {
        table?.Dispose();
        file?.Dispose();
    }

    private TableChoice Choice() => new(IsHeader)
    {
        Layer = options.Layer, HeaderRow = options.HeaderRow, Columns = options.Limits.Columns, Pack = options.Limits.Pack,
    };

    private void Take()
    {
        for (var (i, bytes) = (0, 0); i < columns.Length; i++)
        {
            if (columns[i] is not { } field) continue;
            var value = table![i];
            bytes += value.Length;
            if (bytes > options.Limits.RowBytes)
                Problem = SurveyReject.Of(Row.Number, "", "", $"a row has at most {options.Limits.RowBytes} bytes",
                $"一行最多 {options.Limits.RowBytes} 字节");
            if (Problem is not null) return;
            Set(field, value);
        }
        if (table!.HasShape) TakePlace();
    }

    private void Set(SurveyField field, ReadOnlySpan<byte> value)
    {
        Row.Set(field, value);
        if (!table!.Is1904 || field is not (SurveyField.FirstSurveyed or SurveyField.Changed)) return;
        if (int.TryParse(Row[field], CultureInfo.InvariantCulture, out var day) && SurveyDays.IsSerial(day + DaysTo1904))
            Row.Set(field, Encoding.UTF8.GetBytes((day + DaysTo1904).ToString(CultureInfo.InvariantCulture)));
    }

    private void TakePlace()
    {
        if (table!.TryReadPoint(out var x, out var y))
        {
            SetDegrees(SurveyField.Longitude, x);
            SetDegrees(SurveyField.Latitude, y);
        }
        else if (table.Shape is { IsEmpty: false } shape)
            Problem = SurveyReject.NoPoint(Row.Number, shape.GeometryType);
        else if (table.Problem is { } wrong) Problem = SurveyReject.Of(Row.Number, "LON", "", wrong.En, wrong.Zh);
    }

    private void SetDegrees(SurveyField field, double value)
    {
        Span<byte> text = stackalloc byte[32];
        Utf8Formatter.TryFormat(value, text, out var length);
        Row.Set(field, text[..length]);
    }

    private static string DigestOf(IEnumerable<string> paths)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var part = new byte[1 << 17];
        foreach (var path in paths)
        {
            using var bytes = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1, FileOptions.SequentialScan);
            while (bytes.Read(part) is var count and > 0) hash.AppendData(part, 0, count);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
