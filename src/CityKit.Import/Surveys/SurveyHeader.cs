using CityKit.Core;

namespace CityKit.Import.Surveys;

/// <summary>The names of a file's columns (表头), and which field each holds.</summary>
internal sealed class SurveyHeader
{
    private const int FewestKnown = 2; // a title may by chance be called as a column

    private readonly SurveyOptions options;

    internal SurveyHeader(IReadOnlyList<string> names, SurveyOptions options)
    {
        (Names, this.options) = (names, options);
        Fields = [.. names.Select(options.Columns.Find)];
        Known = Fields.Count(field => field is not null);
    }

    /// <summary>What the columns are called.</summary>
    internal IReadOnlyList<string> Names { get; }

    /// <summary>The field of each column; null for one that is passed over.</summary>
    internal SurveyField?[] Fields { get; }

    /// <summary>How many columns hold a field.</summary>
    internal int Known { get; }

    /// <summary>Whether the row is a header rather than a title or data.</summary>
    internal bool IsLikely => Known >= FewestKnown || !options.Columns.Own.IsEmpty && options.Columns.Lacking(Names) is null;

    /// <summary>Why a file with these columns is no survey, or not the one that was meant; null when it is.</summary>
    /// <param name="hasShape">Whether each row has a shape, which is the place.</param>
    internal Refusal? Check(bool hasShape)
    {
        if (options.Columns.Lacking(Names, hasShape) is { } lacking) return lacking;
        if (Fields.OfType<SurveyField>().GroupBy(field => field).FirstOrDefault(group => group.Count() > 1) is { } twice)
            return Wrong($"Two columns hold {SurveyColumns.CodeOf(twice.Key)}: {string.Join(", ", Names)}.",
                $"有两列同为 {SurveyColumns.CodeOf(twice.Key)}：{string.Join("，", Names)}。");
        var hasPlace = hasShape || Fields.Contains(SurveyField.Wkt) || Fields.Contains(SurveyField.Longitude)
            && Fields.Contains(SurveyField.Latitude);
        if (hasPlace && (Has(SurveyField.Id) || Has(SurveyField.Class))) return null;
        var (more, andMore) = hasShape ? ("", "") : (", LON, LAT", "、LON、LAT");
        return Wrong($"A survey needs the columns GLBJBSM (or BJDM){more}; this file has {string.Join(", ", Names)}.",
            $"普查文件须有 GLBJBSM（或 BJDM）{andMore} 列；本文件的列为 {string.Join("，", Names)}。");
    }

    private bool Has(SurveyField field) => Fields.Contains(field) || options.IsConstant(field);

    private static Refusal Wrong(string en, string zh) => Refusal.Of("file", en, zh);
}
