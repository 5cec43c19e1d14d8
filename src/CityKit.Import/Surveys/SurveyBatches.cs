using CityKit.Core;
using CityKit.Import.Systems;

namespace CityKit.Import.Surveys;

/// <summary>Reads a survey's file commit by commit.</summary>
internal sealed class SurveyBatches : IDisposable
{
    private readonly SurveyRows rows;
    private readonly SurveyParser parser;
    private readonly SurveyOptions options;
    private readonly bool isPartial;
    private readonly RowMapper mapper;
    private CoordinateSystem system = CoordinateSystem.Wgs84;
    private SurveySample? sample; // until it is known how positions are read
    private long read;

    internal SurveyBatches(Stream survey, SurveyOptions options, bool isPartial = false)
    {
        (this.options, this.isPartial) = (options, isPartial);
        rows = SurveyRows.Of(survey, options);
        parser = new SurveyParser(options);
        mapper = new RowMapper(options.Mapping);
        sample = new SurveySample(options);
    }

    /// <summary>Why the file could not be read to its end; null when it was, and while it goes on.</summary>
    internal Refusal? Broken { get; private set; }

    /// <summary>What the look at the first positions said; null until it was taken.</summary>
    internal PlaceVerdict? Verdict { get; private set; }

    /// <summary>The system that positions are read in.</summary>
    internal CoordinateSystem System => system;

    /// <summary>What the file's columns are called, as far as they were read.</summary>
    internal IReadOnlyList<string> Names => rows.Names;

    /// <summary>Called with each row that could be read, with the component or the reason against it.</summary>
    internal Action<SurveyRow, SurveyedRow, SurveyReject?>? Seen { get; init; }

    /// <summary>Why the file could not be read up to here, such as a packed file that was cut short; null when it could.</summary>
    internal Refusal? Damage => rows.Broken;

    /// <summary>How many rows the file has; null when that is not known before its end.</summary>
    internal long? Count => rows.Count;

    /// <summary>What people should know of how the file is read.</summary>
    internal IReadOnlyList<LocalizedText> Notes => rows.Notes.Count == 0 ? Array.Empty<LocalizedText>() : rows.Notes;

    /// <summary>The position in the file.</summary>
    internal long Position => rows.Position;

    public void Dispose() => rows.Dispose();

    /// <summary>Reads what is before the first row; why the file is no survey, or null.</summary>
    internal Refusal? Begin() => rows.Begin() is { } wrong ? rows.Broken ?? wrong : FindSystem();

    /// <summary>Passes over what was dealt with before, and reads positions as then; false when these bytes are not those of
    /// then.</summary>
    internal bool TryGoOn(long bytes, string digest, long before, CoordinateReading reading)
    {
        (read, sample, parser.Positions) = (before, null, (system, reading));
        return rows.TryGoOn(bytes, digest, before);
    }

    /// <summary>Whether nothing but the end is left.</summary>
    internal bool IsAtEnd() => !rows.Next() && rows.Broken is null;

    internal SurveyBatch Next()
    {
        var batch = new SurveyBatch();
        var isFirst = read == 0;
        while (batch.Count + (sample?.Rows.Count ?? 0) < options.RowsOfCommit && !batch.IsLast)
        {
            if (read == options.Limits.Rows) Broken = Refusal.Of("limit",
                $"The file has more than {options.Limits.Rows} rows; the rest was not read.", $"文件超过 {options.Limits.Rows} 行，其余未读取。");
            batch.IsLast = Broken is not null || !rows.Next();
            if (!batch.IsLast) Take(batch);
            if (sample is { IsFull: true } && Settle(batch) is { } misplaced) return Refuse(misplaced);
        }
        Broken ??= rows.Broken;
        if (isFirst && (rows.Mismatch() ?? Settle(batch)) is { } mismatch) return Refuse(mismatch);
        (batch.Bytes, batch.Digest) = (rows.Position, rows.Digest());
        return batch;
    }

    private SurveyBatch Refuse(Refusal mismatch)
    {
        Broken = mismatch;
        return new SurveyBatch { IsLast = true };
    }

    private Refusal? FindSystem()
    {
        Refusal? refusal = null;
        system = options.System ?? (rows.System is { } stated ? CoordinateSystem.Read(stated, out refusal) : null)
            ?? CoordinateSystem.Wgs84;
        return refusal ?? system.Refusal;
    }

    /// <summary>Decides how positions are read, and takes the rows that waited for it; why their places cannot be right, or null.</summary>
    private Refusal? Settle(SurveyBatch batch)
    {
        if (sample is not { } held) return null;
        sample = null;
        var verdict = Verdict = held.Judge(system);
        parser.Positions = (system, verdict.Reading);
        batch.Reading = verdict.Reading;
        if (verdict.Refusal is { } misplaced && !options.TakesAnyPlace) return misplaced;
        foreach (var row in held.Rows) Parse(row, batch);
        batch.Rejects.Sort((a, b) => a.Row.CompareTo(b.Row));
        return null;
    }

    private void Take(SurveyBatch batch)
    {
        read++;
        if (rows.Problem is { } broken) batch.Rejects.Add(broken);
        else if (mapper.Apply(rows.Row) is { } unmapped) Reject(rows.Row, unmapped, batch);
        else if (sample is not null) sample.Hold(rows.Row);
        else Parse(rows.Row, batch);
    }

    private void Reject(SurveyRow row, SurveyReject reject, SurveyBatch batch)
    {
        sample?.Look(row);
        Seen?.Invoke(row, default, reject);
        batch.Rejects.Add(reject);
    }

    private void Parse(SurveyRow from, SurveyBatch batch)
    {
        var row = parser.Read(from, out var reject, isPartial);
        Seen?.Invoke(from, row, reject);
        if (reject is null) batch.Rows.Add(row);
        else batch.Rejects.Add(reject);
    }
}
