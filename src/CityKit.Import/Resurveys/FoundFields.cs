using CityKit.Components.Registry;
using CityKit.Import.Surveys;

namespace CityKit.Import.Resurveys;

/// <summary>Which attributes a re-survey can change, and how: what it did not say stays as the registry has it.</summary>
internal static class FoundFields
{
    private static readonly (SurveyField Field, SurveyField Or, Func<Component, string> Text,
        Func<Component, Component, Component> Take)[] Table =
    [
        (SurveyField.Name, SurveyField.Name, c => c.Name, (to, from) => to with { Name = from.Name }),
        (SurveyField.DepartmentName, SurveyField.DepartmentCode, c => c.Department.ToString(),
            (to, from) => to with { Department = Body(to.Department, from.Department)! }),
        (SurveyField.OwnerName, SurveyField.OwnerCode, c => $"{c.Owner}", (to, from) => to with { Owner = Body(to.Owner, from.Owner) }),
        (SurveyField.MaintainerName, SurveyField.MaintainerCode, c => $"{c.Maintainer}",
            (to, from) => to with { Maintainer = Body(to.Maintainer, from.Maintainer) }),
        (SurveyField.Grid, SurveyField.Grid, c => c.Grid.ToShortString(), (to, from) => to with { Grid = from.Grid }),
        (SurveyField.State, SurveyField.State, c => c.State.ToTerm(), (to, from) => to with { State = from.State }),
        (SurveyField.DataSource, SurveyField.DataSource, c => c.DataSource.ToTerm(),
            (to, from) => to with { DataSource = from.DataSource }),
        (SurveyField.Note, SurveyField.Note, c => c.Note, (to, from) => to with { Note = from.Note }),
        (SurveyField.StreetCode, SurveyField.StreetCode, c => $"{c.Street}",
            (to, from) => to with { Street = Area(to.Street, from.Street) }),
        (SurveyField.CommunityCode, SurveyField.CommunityCode, c => $"{c.Community}",
            (to, from) => to with { Community = Area(to.Community, from.Community) }),
        (SurveyField.Photos, SurveyField.Photos, c => string.Join(';', c.Photos), (to, from) => to with { Photos = from.Photos }),
        (SurveyField.ExternalId, SurveyField.ExternalId, c => c.ExternalId, (to, from) => to with { ExternalId = from.ExternalId }),
    ];

    /// <summary>The component as the re-survey found it, and what changed; its place only when it was moved.</summary>
    internal static (Component Found, List<FieldChange> Changes) Merge(Component known, in SurveyedRow row, bool isMoved)
    {
        List<FieldChange> changes = [];
        var found = isMoved ? known with { Location = row.Component.Location } : known;
        if (isMoved) changes.Add(new FieldChange("LON,LAT", known.Location.ToString(), found.Location.ToString()));
        foreach (var (field, or, text, take) in Table)
        {
            if (!row.Has(field) && !row.Has(or)) continue;
            var taken = take(found, row.Component);
            if (text(taken) is var after && text(found) is var before && before != after)
                changes.Add(new FieldChange(SurveyColumns.CodeOf(field), before, after));
            found = taken;
        }
        return (found, changes);
    }

    private static ResponsibleBody? Body(ResponsibleBody? known, ResponsibleBody? found) => found is null ? known
        : found with
        {
            Name = found.Name.Length > 0 ? found.Name : known?.Name ?? "",
            Code = found.Code ?? (found.Name == known?.Name ? known.Code : null),
        };

    private static AreaName? Area(AreaName? known, AreaName? found) =>
        found is { } area && area.Name.Length == 0 && known is { } before && before.Code == area.Code ? before : found ?? known;
}
