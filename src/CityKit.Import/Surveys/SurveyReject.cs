using CityKit.Core;

namespace CityKit.Import.Surveys;

/// <summary>A row that could not be taken, and why (未通过记录). The others are taken all the same.</summary>
/// <param name="Row">Its number: the row of a CSV file, from 1 with the header, blank lines not counted; the feature of GeoJSON, from
/// 0.</param>
/// <param name="Field">The standard's abbreviation of the column; empty when the row as a whole is wrong.</param>
/// <param name="Value">What was there, cut short when long.</param>
/// <param name="Reason">What is wrong and what is allowed.</param>
public sealed record SurveyReject(long Row, string Field, string Value, LocalizedText Reason)
{
    private const int ShownCharacters = 60;

    internal static SurveyReject NoPoint(long row, string found) =>
        Of(row, "LON", found, "the geometry of a component is a Point", "部件的几何类型须为 Point");

    internal static SurveyReject Of(long row, string field, string value, string en, string zh) =>
        new(row, field, value.Length <= ShownCharacters ? value : $"{value[..ShownCharacters]}…", new LocalizedText(zh, en));
}
