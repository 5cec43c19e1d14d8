using System.Collections.Immutable;
using System.Globalization;
using CityKit.Components.Registry;
using CityKit.Import.Surveys;
using NodaTime;
using NodaTime.Text;

namespace CityKit.Import.Exports;

/// <summary>One attribute as it is written: under the standard's abbreviation, in the words that a survey is read in.</summary>
/// <param name="Code">The abbreviation.</param>
/// <param name="Of">The text of a component; empty when it has none.</param>
internal sealed record ExportedField(string Code, Func<Component, string> Of)
{
    private static readonly LocalDatePattern Compact = LocalDatePattern.CreateWithInvariantCulture("uuuuMMdd");

    /// <summary>All attributes but the place.</summary>
    internal static ImmutableArray<ExportedField> All { get; } =
    [
        Field(SurveyField.Id, of => of.Id.ToString()), Field(SurveyField.Class, of => of.Class.Code), 
        Field(SurveyField.Name, of => of.Name),
        Field(SurveyField.DepartmentCode, of => CodeOf(of.Department)), Field(SurveyField.DepartmentName, of => of.Department.Name),
        Field(SurveyField.OwnerCode, of => CodeOf(of.Owner)), Field(SurveyField.OwnerName, of => of.Owner?.Name ?? ""),
        Field(SurveyField.MaintainerCode, of => CodeOf(of.Maintainer)), Field(SurveyField.MaintainerName, of => of.Maintainer?.Name ?? ""),
        Field(SurveyField.Grid, of => of.Grid.ToShortString()), Field(SurveyField.State, of => of.State.ToTerm()),
        Field(SurveyField.FirstSurveyed, of => Compact.Format(of.FirstSurveyed)), Field(SurveyField.Changed, of => Day(of.Changed)),
        Field(SurveyField.DataSource, of => of.DataSource.ToTerm()), Field(SurveyField.Note, of => of.Note),
        Field(SurveyField.StreetCode, of => $"{of.Street?.Code}"), Field(SurveyField.StreetName, of => of.Street?.Name ?? ""),
        Field(SurveyField.CommunityCode, of => $"{of.Community?.Code}"), Field(SurveyField.CommunityName, of => of.Community?.Name ?? ""),
        Field(SurveyField.Photos, of => string.Join(';', of.Photos)), Field(SurveyField.ExternalId, of => of.ExternalId),
    ];

    /// <summary>Longitude and latitude, for a format that has no shapes.</summary>
    internal static ImmutableArray<ExportedField> Place { get; } =
    [
        Field(SurveyField.Longitude, of => Degrees(of.Location.Longitude)), 
        Field(SurveyField.Latitude, of => Degrees(of.Location.Latitude)),
    ];

    private static ExportedField Field(SurveyField field, Func<Component, string> of) => new(SurveyColumns.CodeOf(field), of);

    private static string CodeOf(ResponsibleBody? body) => body?.Code?.Value ?? "";

    private static string Day(LocalDate? day) => day is { } known ? Compact.Format(known) : "";

    private static string Degrees(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
