using CityKit.Components;

namespace CityKit.Cases;

/// <summary>
/// The component that a look-up in the registry found nearest to a report (最近部件), and whose it was then. Nobody has confirmed that the
/// report is about it.
/// </summary>
/// <param name="Id">The component.</param>
/// <param name="Metres">How far from the report's point, in metres to one digit; 0 when the reporter named it.</param>
/// <param name="Department">The competent department (主管部门).</param>
/// <param name="Owner">The owner (权属单位); null when it is not known.</param>
/// <param name="Maintainer">The maintainer (养护单位); null when it is not known.</param>
/// <param name="Registry">The registry's version that was asked, see <see cref="Components.Registry.RegistryVersion"/>.</param>
public sealed record FoundComponent(
    ComponentId Id, double Metres, string Department, string? Owner, string? Maintainer, string Registry);
