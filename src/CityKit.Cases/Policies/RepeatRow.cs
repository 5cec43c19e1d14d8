using CityKit.Components;
using CityKit.Core.Text;

namespace CityKit.Cases.Policies;

/// <summary>When a person's report joins an open item (重复上报规则). A row for the class wins over one for the profile.</summary>
/// <param name="Profile">The profile's id.</param>
/// <param name="Class">The class; null for every class of the profile.</param>
/// <param name="SameComponent">Whether a report of the same component and class joins.</param>
/// <param name="Metres">Within how many metres a report of the same class joins, 0 to 1,000; 0 for never.</param>
public sealed record RepeatRow(string Profile, ClassKey? Class, bool SameComponent, int Metres)
{
    /// <summary>The largest radius.</summary>
    public const int MaxMetres = 1000;

    /// <summary>Its place in the file; null when it is made in code.</summary>
    public FilePlace? At { get; init; }
}
