using CityKit.Components.Registry;
using CityKit.Grids.Maps;
using NodaTime;
using NodaTime.Text;

namespace CityKit.NetTopologySuite;

/// <summary>
/// What is beside a geometry in a feature: names and values that NetTopologySuite.Features' <c>AttributesTable</c> takes as they are.
/// Texts, numbers and truth values only; what is not known is left out.
/// </summary>
public static class FeatureAttributes
{
    /// <summary>
    /// Of a grid: <c>scheme</c>, <c>code</c>, <c>name</c>, <c>squareMetres</c>, and where they say something <c>provisional</c>,
    /// <c>validFrom</c>, <c>validUntil</c> (YYYY-MM-DD).
    /// </summary>
    public static IDictionary<string, object> ToAttributes(this Grid grid)
    {
        ArgumentNullException.ThrowIfNull(grid);
        var attributes = new Dictionary<string, object>
        {
            ["scheme"] = grid.Scheme.Value, ["code"] = grid.Code, ["name"] = grid.Name, ["squareMetres"] = grid.SquareMetres,
        };
        if (grid.IsProvisional) attributes["provisional"] = true;
        Add(attributes, "validFrom", grid.Valid.From);
        Add(attributes, "validUntil", grid.Valid.Until);
        return attributes;
    }

    /// <summary>
    /// Of a component: <c>id</c>, <c>name</c>, <c>class</c>, <c>state</c>, <c>grid</c>, <c>department</c>, <c>firstSurveyed</c>, and where
    /// they are known <c>departmentCode</c>, <c>owner</c>, <c>maintainer</c> (names), <c>changed</c>, <c>externalId</c>, <c>note</c>.
    /// </summary>
    public static IDictionary<string, object> ToAttributes(this Component component)
    {
        ArgumentNullException.ThrowIfNull(component);
        var attributes = new Dictionary<string, object>
        {
            ["id"] = component.Id.ToString(), ["name"] = component.Name, ["class"] = component.Class.ToString(),
            ["state"] = component.State.ToString(), ["grid"] = component.Grid.ToShortString(),
            ["department"] = component.Department.Name,
        };
        Add(attributes, "departmentCode", component.Department.Code?.ToString());
        Add(attributes, "firstSurveyed", component.FirstSurveyed);
        Add(attributes, "changed", component.Changed);
        Add(attributes, "owner", component.Owner?.Name);
        Add(attributes, "maintainer", component.Maintainer?.Name);
        Add(attributes, "externalId", component.ExternalId);
        Add(attributes, "note", component.Note);
        return attributes;
    }

    private static void Add(Dictionary<string, object> attributes, string name, LocalDate? day)
    {
        if (day is { } known) attributes[name] = LocalDatePattern.Iso.Format(known);
    }

    private static void Add(Dictionary<string, object> attributes, string name, string? text)
    {
        if (!string.IsNullOrEmpty(text)) attributes[name] = text;
    }
}
