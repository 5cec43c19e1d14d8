using CityKit.Components.Registry;
using CityKit.Modules;
using CityKit.Places;

namespace CityKit.BuiltIn;

/// <summary>What every hub carries; other modules may need it by name.</summary>
internal static class BuiltInModules
{
    private static readonly ICityModule[] All =
        [
            new ConfigurationModule(), new DevicesModule(), new AlertsModule(), new ItemsModule(), new LeadsModule(),
            new SuspensionsModule(), new FindingsModule(),
            new HandOversModule(), new PrivacyModule(), new ReadingsModule(), new JournalModule(),
        ];

    /// <summary>The modules of a hub.</summary>
    /// <param name="others">Those that a setup adds.</param>
    /// <param name="components">The component registry; null for a hub that has none.</param>
    internal static ModuleCatalogue With(IReadOnlyCollection<ICityModule> others, ComponentRegistry? components = null) =>
        new([.. All, new ComponentsModule(components)], others);
}
