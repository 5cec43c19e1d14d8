using CityKit.Core;
using CityKit.Core.Text;

namespace CityKit.Import.Surveys;

/// <summary>Reads a survey's file commit by commit.</summary>
internal sealed class SurveyBatches : IDisposable
{
    private readonly SurveyRows rows;
    private readonly SurveyParser parser;
    private readonly SurveyOptions options;
    private readonly bool isPartial;
    private long read;

    internal SurveyBatches(Stream survey, SurveyOptions options, bool isPartial = false)
    {
        (this.options, this.isPartial) = (options, isPartial);
        rows = SurveyRows.Of(survey, options);
        parser = new SurveyParser(options);
    }

    /// <summary>Why the file could not be read to its end; null when it was, and while it goes on.</summary>
    internal Refusal? Broken { get; private set; }

    /// <summary>Why the file could not be read up to here, such as a packed file that was cut short; null when it could.</summary>
    internal Refusal? Damage => rows.Broken;

    /// <summary>How many rows the file has; null when that is not known before its end.</summary>
    internal long? Count => rows.Count;

    /// <summary>What people should know of how the file is read.</summary>
    internal IReadOnlyList<LocalizedText> Notes => rows.Notes.Count == 0 ? Array.Empty<LocalizedText>() : rows.Notes;

    public void Dispose() => rows.Dispose();

    /// <summary>Reads what stands before the first row; why the file is no survey, or null.</summary>
    internal Refusal? Begin() => rows.Begin() is { } wrong ? rows.Broken ?? wrong : null;

    /// <summary>Passes over what was dealt with before; false when these bytes are not those of then.</summary>
    internal bool TryGoOn(long bytes, string digest, long before)
    {
        read = before;
        return rows.TryGoOn(bytes, digest, before);
    }

    /// <summary>Whether nothing but the end is left.</summary>
    internal bool IsAtEnd() => !rows.Next() && rows.Broken is null;

    internal SurveyBatch Next()
    {
        var batch = new SurveyBatch();
        var isFirst = read == 0;
        while (batch.Count < options.RowsOfCommit && !batch.IsLast)
        {
            if (read == options.Limits.Rows) Broken = Refusal.Of("limit", $"The file has more than {options.Limits.Rows} rows; the rest was not read.", $"文件超过 {options.Limits.Rows} 行，其余未读取。");
            batch.IsLast = Broken is not null || !rows.Next();
            if (!batch.IsLast) Take(batch);
        }
        Broken ??= rows.Broken;
        if (isFirst && rows.Mismatch() is { } mismatch) return Refuse(mismatch);
        (batch.Bytes, batch.Digest) = (rows.Position, rows.Digest());
        return batch;
    }

    private SurveyBatch Refuse(Refusal mismatch)
    {
        Broken = mismatch;
        return new SurveyBatch { IsLast = true };
    }

    private void Take(SurveyBatch batch)
    {
        read++;
        var reject = rows.Problem;
        var row = reject is null ? parser.Read(rows.Row, out reject, isPartial) : default;
        if (reject is null) batch.Rows.Add(row);
        else batch.Rejects.Add(reject);
    }
}
