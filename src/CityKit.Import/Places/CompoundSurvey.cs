using System.Collections.Immutable;
using CityKit.Core.Text;
using CityKit.Grids.Compounds;

namespace CityKit.Import.Places;

/// <summary>A compound (小区) as surveyed: the compound and the city components that are in or around it.</summary>
/// <param name="Compound">Gates, buildings, entrances and sensor mounts.</param>
/// <param name="Components">The city's components there.</param>
public sealed record CompoundSurvey(Compound Compound, ImmutableArray<SurveyedComponent> Components)
{
    /// <summary>Reads a compound file; null when <paramref name="errors"/> names anything wrong. Points are <c>[longitude, latitude]</c> in
    /// WGS84, names <c>{"zh", "en"}</c>: <c>{"id", "name", "community", "address"?, "addressCode"?, "notice"?, "outline": [points],
    /// "gates"?: [{id, name, location}], "buildings"?: [{id, name, outline, storeys?, address?, addressCode?, entrances?: [{id, name,
    /// location, address?, addressCode?, floors?: [{number, dwellings: [{id, addressCode?}]}]}], lifts?: [{id, name, entrance?}]}],
    /// "mounts"?: [{id, name, location, building?, entrance?}], "riderStations"?: [{id, name, location}], "bays"?: [{id, location,
    /// charger?}], "bodies"?: [{role, id, name, from?, until?}], "components"?: [{id, name, location}]}</c>. A role is property-firm,
    /// owners-committee, community or police-station, held by one body at a time; days are half-open.</summary>
    public static CompoundSurvey? Read(ReadOnlySpan<byte> utf8, out ConfigErrors errors) => CompoundJson.Read(utf8, out errors);
}
