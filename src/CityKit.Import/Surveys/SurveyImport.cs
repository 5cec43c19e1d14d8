using CityKit.Components.Registry;
using CityKit.Core;
using NodaTime.Extensions;

namespace CityKit.Import.Surveys;

/// <summary>
/// Imports a first survey (普查导入) into a component registry, and goes on where it was when it is started again. It streams: one batch is
/// parsed while the one before is committed, with a mark in every commit. Killed at any moment and started again with the same name and
/// file, the registry and the reject file come out the same, and no component twice.
/// </summary>
/// <remarks>
/// For lists of a bureau that has no registry yet; a later survey is compared first (<see cref="Resurveys.ResurveyDiff"/>). One run at a
/// time, and only it may write to the store meanwhile. A row that is wrong is written to the reject file with its reason and does not stop
/// the rest. It corrects nothing by itself.
/// </remarks>
/// <param name="store">The open store. Only this import may write to it meanwhile.</param>
/// <param name="options">What the survey is.</param>
/// <param name="time">The clock.</param>
/// <example><code>
/// await using var store = new SqliteComponentStore("components.db");
/// await store.OpenAsync();
/// var options = new SurveyOptions { Name = "lamps-2026", On = today, Catalogue = ClassCatalogue.GbT47678 };
/// using var file = SurveyFile.Open("lamps.csv", out var refusal) ?? throw new InvalidDataException(refusal!.Message.En);
/// using var rejects = new FileStream("rejects.csv", FileMode.OpenOrCreate);
/// var mark = (await new SurveyImport(store, options, time).RunAsync(file.Content, rejects)).OrThrow();
/// Console.WriteLine($"{mark.Accepted} of {mark.Rows} rows");
/// </code></example>
public sealed class SurveyImport(IComponentStore store, SurveyOptions options, TimeProvider time)
{
    private const int MostName = 100;

    /// <summary>Reads a survey to its end.</summary>
    /// <param name="survey">The file, unpacked, from its beginning; what <see cref="SurveyFile.Content"/> is. A workbook or GeoPackage is
    /// read where it is when this is a <see cref="FileStream"/>, and copied into a temporary file otherwise.</param>
    /// <param name="rejects">Where the rejected rows are written (CSV: row, field, value, reason in two languages): a file open for reading
    /// and writing, kept between the runs of one import. Null: they are only counted.</param>
    /// <param name="progress">Called after each commit.</param>
    /// <param name="cancellationToken">Stops after the current commit; a later run goes on.</param>
    /// <returns>How far it came, or a refusal: <c>name</c>, <c>file</c> (no survey, a mapped column is not there, or damaged: put right, it
    /// goes on from there), <c>limit</c>, <c>other-file</c> (another one was imported under this name),
    /// <c>other-options</c> (rows were taken in by other options). An import that has taken no row in yet starts over, with any file and
    /// options.</returns>
    /// <exception cref="IOException">A file cannot be read or written.</exception>
    public async Task<SurveyResult> RunAsync(Stream survey, Stream? rejects = null, IProgress<SurveyProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(survey);
        if (options.Name is not { Length: > 0 and <= MostName })
            return Refused("name", $"A survey's name has 1 to {MostName} characters.", $"普查名称须为 1 至 {MostName} 个字符。");
        using var batches = new SurveyBatches(survey, options);
        if (batches.Begin() is { } wrong) return new SurveyResult(null, wrong) { Notes = batches.Notes };
        var before = await store.FindMarkAsync(options.Name, cancellationToken).ConfigureAwait(false);
        if (before is { Accepted: 0 }) before = null;
        var terms = SurveyTerms.Of(options);
        if (before is not null && SurveyTerms.Differences(before.Terms, terms) is { Length: > 0 } differences)
            return OtherOptions(before, differences);
        if (before is not null && !batches.TryGoOn(before.Bytes, before.Digest, before.Rows, SurveyTerms.ReadingOf(before.Terms)))
            return OtherFile(batches.Damage);
        if (before is { IsDone: true })
            return batches.IsAtEnd() ? new SurveyResult(before, null) { Notes = batches.Notes } : OtherFile(batches.Damage);
        var mark = before ?? new ImportMark(options.Name, 0, "", time.GetUtcNow().ToInstant()) { Terms = terms };
        var file = new RejectFile(rejects);
        file.GoOnFrom(mark.RejectBytes);
        return await RunAsync(batches, new SurveyCommit(store, options, file, mark), progress, cancellationToken).ConfigureAwait(false);
    }

    private async Task<SurveyResult> RunAsync(SurveyBatches batches, SurveyCommit commit, IProgress<SurveyProgress>? progress,
        CancellationToken cancellationToken)
    {
        var (began, before, writing) = (time.GetTimestamp(), commit.Mark.Rows, Task.CompletedTask);
        SurveyBatch batch;
        do
        {
            try
            {
                cancellationToken.ThrowIfCancellationRequested();
                batch = batches.Next();
            }
            finally
            {
                await writing.ConfigureAwait(false);
            }
            if (batches.Broken is { } broken && commit.Mark.Rows + batch.Count == 0)
                return new SurveyResult(null, broken) { Notes = batches.Notes }; // nothing was read, so there is nothing to go on from
            progress?.Report(new SurveyProgress(commit.Mark.Rows, commit.Mark.Rejected, commit.Mark.Bytes, before,
                time.GetElapsedTime(began).ToDuration()) { RowsOfFile = batches.Count });
            var (next, isDone) = (batch, batch.IsLast && batches.Broken is null);
            writing = Task.Run(() => commit.KeepAsync(next, isDone, CancellationToken.None), CancellationToken.None);
        }
        while (!batch.IsLast);
        await writing.ConfigureAwait(false);
        progress?.Report(new SurveyProgress(commit.Mark.Rows, commit.Mark.Rejected, commit.Mark.Bytes, before,
            time.GetElapsedTime(began).ToDuration()) { RowsOfFile = batches.Count });
        return new SurveyResult(commit.Mark, batches.Broken) { Notes = batches.Notes };
    }

    private SurveyResult OtherFile(Refusal? damage) => damage is not null ? new SurveyResult(null, damage)
        : Refused("other-file",
            $"Another file was imported as '{options.Name}', or this one was changed before the point it had come to; "
                + "give this survey a name of its own.",
            $"名为“{options.Name}”的导入使用的是另一文件，或本文件已读部分有改动；请另取名称。");

    private SurveyResult OtherOptions(ImportMark before, string differences) => Refused("other-options",
        $"'{options.Name}' took {before.Accepted} rows in by other options ({differences}). "
            + "Use those; what they got wrong is put right by a re-survey (diff). "
            + "A name of its own takes only the rows in that were rejected, if the file has identifiers.",
        $"“{options.Name}”已按其他选项导入 {before.Accepted} 行（{differences}）。请沿用原选项，已导入的错误以差异比对更正；若文件含标识码，也可另取名称，只导入当时未通过的行。");

    private static SurveyResult Refused(string code, string en, string zh) => new(null, Refusal.Of(code, en, zh));
}
