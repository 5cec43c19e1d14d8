using CityKit.Core.Text;
using CityKit.Import.Surveys;

namespace CityKit.Import.Previews;

/// <summary>Guesses the mapping of a file that has none.</summary>
internal static class PreviewGuess
{
    private static readonly SurveyField[] Places = [SurveyField.Longitude, SurveyField.Latitude, SurveyField.Wkt];
    private static readonly FieldSource Open = FieldSource.Always(FieldSource.ToBeGiven);

    /// <summary>The file as it would be read by what its names, words and numbers look like.</summary>
    internal static SurveyPreview Read(Func<Stream> open, SurveyOptions options)
    {
        var guess = Guess(open) with { System = options.System, Axes = options.Axes };
        var preview = new PreviewRun(open, options, guess).Read();
        if (preview.Verdict is { Refusal: not null } verdict && (verdict.System ?? (object?)verdict.Axes) is not null)
            preview = new PreviewRun(open, options,
                guess with { System = verdict.System ?? guess.System, Axes = verdict.Axes ?? guess.Axes }).Read();
        return preview with { IsGuessed = true };
    }

    private static SurveyMapping Guess(Func<Stream> open)
    {
        using var text = TextInput.Of(open());
        var head = new HeadGuess(text);
        var names = head.Format == SurveyFormat.Csv ? head.Names : FeatureNames(open);
        var fields = ColumnGuess.Of(names);
        if (head.Format == SurveyFormat.GeoJson) fields = fields.RemoveRange(Places);
        if (!fields.ContainsKey(SurveyField.Id) && !fields.ContainsKey(SurveyField.Class)) fields = fields.Add(SurveyField.Class, Open);
        return OwnWords.List(open, new SurveyMapping
        {
            Format = head.Format, Fields = fields,
            Separator = head.Separator == ',' ? null : head.Separator, HeaderRow = head.HeaderRow == 1 ? null : head.HeaderRow,
        });
    }

    private static IReadOnlyList<string> FeatureNames(Func<Stream> open)
    {
        var first = new SurveyOptions { Name = "preview", On = default, Format = SurveyFormat.GeoJson, RowsOfCommit = 1 };
        using var batches = new SurveyBatches(open(), first);
        if (batches.Begin() is null) batches.Next();
        return batches.Names;
    }
}
