using System.Collections.Immutable;
using System.Text;
using CityKit.Components.Registry;
using CityKit.Import.Surveys;
using NodaTime;
using NodaTime.Text;

namespace CityKit.Import.Resurveys;

/// <summary>A row's cells in a diff: what the row said, in WGS84 and with what the map said. Read back, they give the same row.</summary>
internal static class FoundCells
{
    internal static ImmutableArray<KeyValuePair<string, string>> Of(in SurveyedRow row)
    {
        var cells = ImmutableArray.CreateBuilder<KeyValuePair<string, string>>();
        foreach (var field in Enum.GetValues<SurveyField>())
            if (row.Has(field) && Text(field, row) is { Length: > 0 } text)
                cells.Add(KeyValuePair.Create(SurveyColumns.CodeOf(field), text));
        return cells.ToImmutable();
    }

    /// <summary>The row of a line's cells.</summary>
    internal static SurveyRow Row(DiffLine line)
    {
        var row = new SurveyRow();
        row.Begin(line.Line);
        foreach (var (name, value) in line.Found)
            if (SurveyColumns.TryFieldOf(name, out var field)) row.Set(field, Encoding.UTF8.GetBytes(value));
        return row;
    }

    private static string Text(SurveyField field, in SurveyedRow row)
    {
        var component = row.Component;
        return field switch
        {
            SurveyField.Id => component.Id.ToString(),
            SurveyField.Class => row.Class.ToShortString(),
            SurveyField.Name => component.Name,
            SurveyField.DepartmentCode => $"{component.Department.Code}",
            SurveyField.DepartmentName => component.Department.Name,
            SurveyField.OwnerCode => $"{component.Owner?.Code}",
            SurveyField.OwnerName => $"{component.Owner?.Name}",
            SurveyField.MaintainerCode => $"{component.Maintainer?.Code}",
            SurveyField.MaintainerName => $"{component.Maintainer?.Name}",
            SurveyField.Grid => component.Grid.ToShortString(),
            SurveyField.State => component.State.ToTerm(),
            SurveyField.Longitude => DiffJson.NumberText(component.Location.Longitude),
            SurveyField.Latitude => DiffJson.NumberText(component.Location.Latitude),
            _ => Rest(field, component),
        };
    }

    private static string Rest(SurveyField field, Component component) => field switch
    {
        SurveyField.FirstSurveyed => Day(component.FirstSurveyed),
        SurveyField.Changed => component.Changed is { } day ? Day(day) : "",
        SurveyField.DataSource => component.DataSource.ToTerm(),
        SurveyField.Note => component.Note,
        SurveyField.StreetCode => $"{component.Street?.Code}",
        SurveyField.StreetName => $"{component.Street?.Name}",
        SurveyField.CommunityCode => $"{component.Community?.Code}",
        SurveyField.CommunityName => $"{component.Community?.Name}",
        SurveyField.ExternalId => component.ExternalId,
        _ => string.Join(';', component.Photos),
    };

    private static string Day(LocalDate day) => LocalDatePattern.Iso.Format(day);
}
