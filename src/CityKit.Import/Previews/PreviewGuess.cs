using CityKit.Core.Text;
using CityKit.Import.Surveys;

namespace CityKit.Import.Previews;

/// <summary>Guesses the mapping of a file that has none.</summary>
internal static class PreviewGuess
{
    private static readonly SurveyField[] Places = [SurveyField.Longitude, SurveyField.Latitude, SurveyField.Wkt];
    private static readonly FieldSource Open = FieldSource.Always(FieldSource.ToBeGiven);

    /// <summary>The file as it would be read by what its names, words and numbers look like.</summary>
    internal static SurveyPreview Read(Func<SurveyFile> open, SurveyOptions options)
    {
        var guess = Guess(open, options) with { System = options.System, Axes = options.Axes };
        var preview = new PreviewRun(open, options, guess).Read();
        if (preview.Verdict is { Refusal: not null } verdict && (verdict.System ?? (object?)verdict.Axes) is not null)
            preview = new PreviewRun(open, options,
                guess with { System = verdict.System ?? guess.System, Axes = verdict.Axes ?? guess.Axes }).Read();
        return preview with { IsGuessed = true };
    }

    private static SurveyMapping Guess(Func<SurveyFile> open, SurveyOptions options)
    {
        using var file = open();
        var head = file.Content is TextInput text ? new HeadGuess(text) : null;
        var format = head?.Format ?? file.Format;
        var (names, hasShape) = format == SurveyFormat.Csv ? (head!.Names, false)
            : head is null ? TableNames(file, options) : (FeatureNames(open), true);
        var fields = ColumnGuess.Of(names);
        if (hasShape) fields = fields.RemoveRange(Places);
        if (!fields.ContainsKey(SurveyField.Id) && !fields.ContainsKey(SurveyField.Class)) fields = fields.Add(SurveyField.Class, Open);
        if (!fields.ContainsKey(SurveyField.DepartmentName) && !fields.ContainsKey(SurveyField.DepartmentCode))
            fields = fields.Add(SurveyField.DepartmentName, Open); // each component has one that answers for it
        return OwnWords.List(open, new SurveyMapping
        {
            Format = format, Fields = fields, Layer = options.Layer, Scheme = options.Scheme,
            Separator = head is { Separator: not ',' } ? head.Separator : null,
            HeaderRow = head is { HeaderRow: > 1 } ? head.HeaderRow : null,
        });
    }

    private static (IReadOnlyList<string> Names, bool HasShape) TableNames(SurveyFile file, SurveyOptions options)
    {
        using var rows = new TableRows(file.Content,
            options with { Format = file.Format }) { IsHeader = names => ColumnGuess.CountKnown(names) > 1 };
        return rows.Begin() is null || rows.Names.Count > 0 ? (rows.Names, rows.HasShape) : ([], false);
    }

    private static IReadOnlyList<string> FeatureNames(Func<SurveyFile> open)
    {
        using var file = open();
        var first = new SurveyOptions { Name = "preview", On = default, Format = SurveyFormat.GeoJson, RowsOfCommit = 1 };
        using var batches = new SurveyBatches(file.Content, first);
        if (batches.Begin() is null) batches.Next();
        return batches.Names;
    }
}
