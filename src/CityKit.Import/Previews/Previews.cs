using CityKit.Core.Text;
using CityKit.Import.Surveys;

namespace CityKit.Import.Previews;

/// <summary>Shows what a file would be read as, before anything is taken in (导入预览).</summary>
public static class Previews
{
    /// <summary>Reads a file from its beginning to its end, twice or three times when its mapping is to be guessed.</summary>
    /// <param name="open">Opens the file, unpacked, at its beginning.</param>
    /// <param name="options">What the survey is; format, separator and columns come from the mapping, and from <see cref="SurveyOptions.System"/> and
    /// <see cref="SurveyOptions.Axes"/> what is given there.</param>
    /// <param name="mapping">The mapping; null to guess it.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static SurveyPreview Read(Func<Stream> open, SurveyOptions options, SurveyMapping? mapping = null)
    {
        ArgumentNullException.ThrowIfNull(open);
        ArgumentNullException.ThrowIfNull(options);
        if (mapping is not null) return new PreviewRun(open, options, mapping).Read();
        var guess = Guess(open) with { System = options.System, Axes = options.Axes };
        var preview = new PreviewRun(open, options, guess).Read();
        if (preview.Verdict is { Refusal: not null } verdict && (verdict.System ?? (object?)verdict.Axes) is not null)
            preview = new PreviewRun(open, options, guess with { System = verdict.System ?? guess.System, Axes = verdict.Axes ?? guess.Axes }).Read();
        return preview with { IsGuessed = true };
    }

    private static SurveyMapping Guess(Func<Stream> open)
    {
        using var text = TextInput.Of(open());
        var head = new HeadGuess(text);
        var names = head.Format == SurveyFormat.Csv ? head.Names : FeatureNames(open);
        var fields = ColumnGuess.Of(names);
        if (head.Format == SurveyFormat.GeoJson) fields = fields.RemoveRange([SurveyField.Longitude, SurveyField.Latitude, SurveyField.Wkt]);
        var mapping = new SurveyMapping { Format = head.Format, Separator = head.Separator == ',' ? null : head.Separator, HeaderRow = head.HeaderRow == 1 ? null : head.HeaderRow, Fields = fields };
        if (!fields.ContainsKey(SurveyField.Id) && !fields.ContainsKey(SurveyField.Class)) mapping = mapping with { Fields = fields.Add(SurveyField.Class, FieldSource.Always(FieldSource.ToBeGiven)) };
        return OwnWords.List(open, mapping);
    }

    private static IReadOnlyList<string> FeatureNames(Func<Stream> open)
    {
        using var batches = new SurveyBatches(open(), new SurveyMapping { Format = SurveyFormat.GeoJson }.ApplyTo(new SurveyOptions { Name = "preview", On = default, RowsOfCommit = 1 }));
        if (batches.Begin() is null) batches.Next();
        return batches.Names;
    }
}
